from django.apps import AppConfig


class CountriesConfig(AppConfig):
    name = "resources.countries"
    label = "countries"
    default_auto_field = "django.db.models.BigAutoField"
