"""Addresses of the authority's window."""

from django.urls import path

from reports import views
from reports.presenters import OVERVIEW, PAGES

app_name = "reports"

urlpatterns = [
    *(path("" if name == OVERVIEW else f"{name}/", views.page, {"name": name}, name=name) for name in PAGES),
    path("export/", views.export, name="export"),
]
