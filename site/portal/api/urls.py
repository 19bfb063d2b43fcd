from django.contrib.sitemaps.views import sitemap
from django.urls import path

from community.discussions.api import posts
from portal.api import feeds, views
from portal.api.sitemaps import SITEMAPS

urlpatterns = [
    path("feeds/discussions.atom", feeds.Discussions(), name="feed_discussions"),
    path("feeds/resources.atom", feeds.Resources(), name="feed_resources"),
    path("feeds/blog.atom", feeds.Blog(), name="feed_blog"),
    path("api/discussions/<int:pk>/posts/", posts, name="api_posts"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
