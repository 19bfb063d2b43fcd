"""A group's own resources, under the group's address."""

from django.urls import path, re_path

from resources.library.views import shelf

urlpatterns = [
    path("<slug:slug>/resources/", shelf.group_resources, name="group_resources"),
    path("<slug:slug>/resources/new/", shelf.group_resource_new, name="group_resource_new"),
    path("<slug:slug>/resources/files/<int:number>/", shelf.group_resource_file, name="group_resource_file"),
    re_path(
        r"^(?P<slug>[-\w]+)/resources/(?P<number>\d{1,18})/(?P<act>show|remove)/$",
        shelf.group_resource_act,
        name="group_resource_act",
    ),
]
