"""Where each room hangs. The first segment of an address is the name of what it serves."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

# The editors' sign-in and password pages lead to the site's own, so that a second factor is never skipped.
to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("admin/login/", to_login),
    path("admin/password_reset/", to_reset),
    path("admin/password_reset/<path:rest>", to_reset),
    path("admin/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("portal.ops.urls")),
    path("", include("portal.api.urls")),
]
urlpatterns += i18n_patterns(
    path("accounts/", include("community.members.accounts")),
    path("members/", include("community.members.urls")),
    path("notifications/", include("community.discussions.following_urls")),
    path("notifications/", include("community.notifications.urls")),
    path("moderation/", include("community.moderation.urls")),
    path("discussions/", include("community.discussions.urls")),
    path("groups/", include("community.discussions.group_urls")),
    path("groups/", include("resources.library.group_urls")),
    path("groups/", include("community.groups.urls")),
    path("resources/", include("resources.library.urls")),
    path("countries/", include("resources.countries.urls")),
    path("search/", include("portal.search.urls")),
    path("feeds/", include("portal.api.feed_urls")),
    path("", include("blog.articles.urls")),
    path("", include("blog.campaigns.urls")),
    path("", include("portal.home.urls")),
    prefix_default_language=False,
)
handler400 = "portal.home.views.refused_400"
handler429 = "community.members.views.too_many"
handler404 = "portal.home.views.not_found"
handler403 = "portal.home.views.forbidden"
handler500 = "portal.home.views.broken"
