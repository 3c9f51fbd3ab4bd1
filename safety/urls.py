"""Addresses of the safety desk."""

from django.urls import path

from safety import views

app_name = "safety"

urlpatterns = [
    path("", views.pregnancies, name="pregnancies"),
    path("partners/", views.partners, name="partners"),
    path("side-effects/", views.side_effects, name="side_effects"),
]
