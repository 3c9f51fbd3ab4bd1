"""Addresses of the safety desk."""

from django.urls import path

from safety import views

app_name = "safety"

urlpatterns = [path("", views.pregnancies, name="pregnancies")]
