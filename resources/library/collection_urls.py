"""Below /resources/collections/."""

from django.urls import path, re_path

from resources.library.views import collections as views

urlpatterns = [
    path("", views.index, name="collections"),
    path("new/", views.make, name="collection_new"),
    path("theme/<slug:slug>/", views.theme, name="theme_collection"),
    path("theme/<slug:slug>.zip", views.theme_zip, name="theme_zip"),
    path("group/<slug:slug>/", views.of_group, name="group_collections"),
    path("<int:pk>/<slug:slug>/", views.show, name="collection"),
    path("<int:pk>/<slug:slug>.zip", views.list_zip, name="collection_zip"),
    path("<int:pk>/<slug:slug>/edit/", views.edit, name="collection_edit"),
    path("<int:pk>/<slug:slug>/delete/", views.delete, name="collection_delete"),
    path("<int:pk>/<slug:slug>/hide/", views.hide, name="collection_hide"),
    path("<int:pk>/<slug:slug>/records/", views.records, name="collection_records"),
    re_path(
        r"^(?P<pk>\d{1,18})/(?P<slug>[-\w]+)/(?P<item>\d{1,18})/(?P<act>up|down|note|out)/$",
        views.act,
        name="collection_act",
    ),
]
