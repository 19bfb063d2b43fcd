"""The group's own board, under the group's address."""

from django.urls import path

from community.discussions.views import groups

urlpatterns = [
    path("<slug:slug>/discussions/", groups.board, name="group_discussions"),
    path("<slug:slug>/discussions/new/", groups.start, name="group_start_topic"),
]
