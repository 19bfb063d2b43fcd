from django.urls import include, path, re_path

from resources.library import comment, views
from resources.library.views import citing, evidence, given, into, reading, searches, send, submit, uses

urlpatterns = [
    path("", views.resource_list, name="resources"),
    path("searches/", searches.searches, name="searches"),
    path("searches/new/", searches.search_keep, name="search_keep"),
    path("searches/<int:number>/", searches.search_open, name="search_open"),
    path("searches/<int:number>/change/", searches.search_change, name="search_change"),
    path("searches/<int:number>/forget/", searches.search_forget, name="search_forget"),
    path("submit/", submit.resource_submit, name="resource_submit"),
    path("submit/sent/", submit.resource_sent, name="resource_sent"),
    path("collections/", include("resources.library.collection_urls")),
    path("evidence/", evidence.resource_evidence, name="resource_evidence"),
    path("<slug:slug>/", views.resource, name="resource"),
    path("<slug:slug>/cite.<str:ending>", citing.resource_cite, name="resource_cite"),
    path("<slug:slug>/into/", into.into, name="resource_into"),
    path("<slug:slug>/used/", uses.resource_used, name="resource_used"),
    path("<slug:slug>/useful/", uses.resource_useful, name="resource_useful"),
    path("<slug:slug>/uses/", uses.resource_uses, name="resource_uses"),
    re_path(
        r"^(?P<slug>[-\w]+)/uses/(?P<number>\d{1,18})/(?P<act>withdraw|hide|report)/$",
        uses.use_act,
        name="resource_use_act",
    ),
    path("<slug:slug>/talk/", comment.comment, name="resource_talk"),
    path("<slug:slug>/read/<int:number>/", reading.resource_contents, name="resource_contents"),
    path("<slug:slug>/read/<int:number>/<int:chapter>/", reading.resource_read, name="resource_read"),
    path("<slug:slug>/files/<int:number>/cover.webp", given.resource_cover, name="resource_cover"),
    path("<slug:slug>/files/<int:number>/light/<str:filename>", given.resource_light, name="resource_light"),
    path("<slug:slug>/files/<int:number>/send/", send.resource_send, name="resource_send"),
    path("<slug:slug>/files/<int:number>/<str:filename>", views.resource_file, name="resource_file"),
]
