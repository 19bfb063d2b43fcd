from django.contrib.sitemaps.views import sitemap as sitemap_part
from django.urls import path

from community.discussions.api import posts
from portal.api import resources, views
from portal.api.oai.views import oai
from portal.api.openapi import openapi
from portal.api.sitemaps import SITEMAPS, sitemap

urlpatterns = [
    path("api/", views.api, name="api"),
    path("api/openapi.json", openapi, name="api_openapi"),
    path("api/resources/", resources.resource_list, name="api_resources"),
    path("api/resources/<str:which>/", resources.resource, name="api_resource"),
    path("api/discussions/<int:pk>/posts/", posts, name="api_posts"),
    path("oai", oai, name="oai"),
    path("oai/", oai),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<str:section>.xml", sitemap_part, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
