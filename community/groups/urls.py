from django.urls import path, re_path

from community.groups import actions, views

urlpatterns = [
    path("", views.groups, name="groups"),
    path("new/", views.start, name="group_start"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/settings/", views.settings, name="group_settings"),
    path("<slug:slug>/members/", views.members, name="group_members"),
    path("<slug:slug>/members/invite/", views.invite, name="group_invite"),
    re_path(
        r"^(?P<slug>[-\w]+)/members/(?P<pk>\d{1,18})/(?P<act>approve|refuse|remove|appoint)/$",
        views.decide,
        name="group_decide",
    ),
    path("<slug:slug>/join/", views.enter, {"act": actions.join}, name="group_join"),
    path("<slug:slug>/ask/", views.enter, {"act": actions.ask}, name="group_ask"),
    path("<slug:slug>/leave/", views.enter, {"act": actions.leave}, name="group_leave"),
]
