"""Addresses of the conditions of the authorisation."""

from django.urls import path

from obligations import views

app_name = "obligations"

urlpatterns = [
    path("", views.obligations, name="list"),
    path("<uuid:obligation_id>/", views.obligation, name="obligation"),
    path("<uuid:obligation_id>/met/", views.meet, name="meet"),
    path("<uuid:obligation_id>/due/", views.move, name="move"),
    path("<uuid:obligation_id>/owner/", views.own, name="own"),
    path("<uuid:obligation_id>/no-longer/", views.drop, name="drop"),
    path("<uuid:obligation_id>/again/", views.reopen, name="reopen"),
    path("documents/<uuid:step_id>/", views.document, name="document"),
]
