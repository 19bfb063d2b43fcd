from django.urls import path

from community.discussions.views import follow

urlpatterns = [path("following/", follow.following, name="following")]
