"""Addresses of the lists by which a country is taken on."""

from django.urls import path

from onboarding import views

app_name = "onboarding"

urlpatterns = [
    path("", views.lists, name="list"),
    path("upload/", views.upload, name="upload"),
    path("<uuid:import_id>/", views.import_, name="import"),
    path("<uuid:import_id>/rows/<uuid:match_id>/", views.match, name="match"),
    path("<uuid:import_id>/drop/", views.drop, name="drop"),
    path("<uuid:import_id>/apply/", views.apply, name="apply"),
    path("<uuid:import_id>/undo/", views.undo, name="undo"),
]
