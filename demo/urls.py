"""Addresses that only a demonstration has."""

from django.urls import path

from demo import views

app_name = "demo"

urlpatterns = [
    path("", views.start, name="start"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("cards/", views.cards, name="cards"),
]
