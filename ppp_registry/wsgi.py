"""The web application as a server calls it; it refuses to start on an unsafe database role."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppp_registry.settings.local")

application = get_wsgi_application()

from ppp_registry.checks import check_before_serving  # noqa: E402  (needs the loaded apps)

check_before_serving()
