"""Addresses of the counter: one field, the verdict, and what may be done on it."""

from django.urls import path

from pharmacies import views

app_name = "pharmacies"

urlpatterns = [
    path("", views.counter, name="counter"),
    path("<uuid:check_id>/", views.verdict, name="verdict"),
    path("<uuid:check_id>/dispense/", views.dispense, name="dispense"),
    path("<uuid:check_id>/not-this-person/", views.not_this_person, name="not_this_person"),
    path("<uuid:check_id>/tell/", views.tell, name="tell"),
    path("<uuid:check_id>/dispensed/", views.dispensed, name="dispensed"),
]
