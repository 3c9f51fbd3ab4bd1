"""Addresses of the first page, the working context and the people's list."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("context/", views.context, name="context"),
    path("people/", views.people, name="people"),
]
