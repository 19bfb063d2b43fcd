from django.urls import path

from community.notifications import views

urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("read/", views.read_all, name="notifications_read"),
    path("<int:pk>/", views.notification, name="notification"),
]
