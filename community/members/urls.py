from django.urls import path

from community.members import views

urlpatterns = [
    path("me/", views.me, name="me"),
]
