"""Every address of the registry."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from accounts.declare import public
from foundation.gallery import gallery
from ppp_registry import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("language/", public(set_language), name="set_language"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("health/", pages.health, name="health"),
    path("patients/", include("prescribers.urls")),
    path("counter/", include("pharmacies.urls")),
    path("figures/", include("reports.urls")),
    path("safety/", include("safety.urls")),
    path("programmes/", include("programmes.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/components/", public(gallery), name="gallery"))
    urlpatterns.append(path("demo/", include("demo.urls")))
