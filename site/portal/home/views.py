from django.views import defaults

refused_400 = defaults.bad_request
not_found = defaults.page_not_found
forbidden = defaults.permission_denied
broken = defaults.server_error
