"""Every address of the registry."""

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from accounts.declare import public
from foundation.gallery import gallery
from foundation.qr import CARD_PATH
from ppp_registry import views
from programmes.declaration_views import check_certificate

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("language/", views.choose_language, name="set_language"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("health/", views.health, name="health"),
    path("patients/", include("prescribers.urls")),
    path("counter/", include("pharmacies.urls")),
    path("api/v1/", include("pharmacies.interface.urls")),
    path("figures/", include("reports.urls")),
    path("safety/", include("safety.urls")),
    path("onboarding/", include("onboarding.urls")),
    path("obligations/", include("obligations.urls")),
    path("reminders/", include("reminders.urls")),
    path("feed/", include("reminders.feed_urls")),
    path("receipts/", include("reminders.receipt_urls")),
    path("certificate/", check_certificate, name="certificate"),
    path("programmes/", include("programmes.urls")),
    path(CARD_PATH, include("portal.urls")),
]

if apps.is_installed("anymail"):
    urlpatterns.append(path("anymail/", include("anymail.urls")))

if settings.DEMO:
    urlpatterns.append(path("demo/components/", public(gallery), name="gallery"))
    urlpatterns.append(path("demo/", include("demo.urls")))
