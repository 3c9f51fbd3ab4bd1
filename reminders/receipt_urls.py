"""The address of the provider's receipts. It is a secret; none of it holds a number or a name."""

from django.urls import path

from reminders.views import receipts

app_name = "receipts"

urlpatterns = [path("<str:secret>/", receipts.of_texts, name="of_texts")]
