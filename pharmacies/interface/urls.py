"""Addresses of the interface. An endpoint that declares no act is refused here as everywhere."""

from collections.abc import Iterator
from functools import update_wrapper

from django.urls import URLPattern, path

from pharmacies.interface import deviation_views, entrance_views, return_views, views
from pharmacies.interface.api import api

app_name = "interface"

FUNCTIONS = {
    name: work
    for module in (entrance_views, views, return_views, deviation_views)
    for name, work in vars(module).items()
}


def _endpoints() -> Iterator[URLPattern]:
    """Give the library's addresses the names and declarations of their functions; one without is left out."""
    patterns, _app, _space = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            work = FUNCTIONS.get(str(pattern.name))
            if work is not None:
                update_wrapper(pattern.callback, work)
                yield pattern


urlpatterns = [*_endpoints(), path("openapi.json", entrance_views.openapi, name="openapi")]
