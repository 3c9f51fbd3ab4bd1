"""Addresses of the feeds. Each is a secret; to every other address under here the answer is the same."""

from django.urls import path

from reminders.views import feed

app_name = "feed"

urlpatterns = [
    path("<str:secret>.ics", feed.feed, name="of_prescriber"),
    path("", feed.nowhere, name="nothing"),
    path("<path:anything>", feed.nowhere, name="nowhere"),
]
