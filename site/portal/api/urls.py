from django.contrib.sitemaps.views import sitemap
from django.urls import path

from community.discussions.api import posts
from portal.api import views
from portal.api.oai.views import oai
from portal.api.sitemaps import SITEMAPS

urlpatterns = [
    path("api/discussions/<int:pk>/posts/", posts, name="api_posts"),
    path("oai", oai, name="oai"),
    path("oai/", oai),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
