"""Feeds, in the language of their address like the pages they stand beside."""

from django.urls import path

from portal.api import feeds, resource_feed

urlpatterns = [
    path("discussions.atom", feeds.Discussions(), name="feed_discussions"),
    path("resources.atom", resource_feed.resources, name="feed_resources"),
    path("blog.atom", feeds.Blog(), name="feed_blog"),
]
