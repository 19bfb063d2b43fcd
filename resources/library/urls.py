from django.urls import path

from resources.library import comment, views
from resources.library.views import reading

urlpatterns = [
    path("", views.resource_list, name="resources"),
    path("<slug:slug>/", views.resource, name="resource"),
    path("<slug:slug>/talk/", comment.comment, name="resource_talk"),
    path("<slug:slug>/read/<int:number>/", reading.contents, name="resource_contents"),
    path("<slug:slug>/read/<int:number>/<int:chapter>/", reading.resource_read, name="resource_read"),
    path("<slug:slug>/files/<int:number>/<str:filename>", views.resource_file, name="resource_file"),
]
