from django.urls import path

from resources.countries import views

urlpatterns = [
    path("", views.country_list, name="countries"),
    path("<slug:code>/", views.country, name="country"),
]
