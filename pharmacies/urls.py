"""Addresses of the counter: one field, the verdict, and what may be done on it."""

from django.urls import path

from pharmacies.views import answers, late, lost_cards, overrides, packs, registration, returns, scanner, sent, sheet

app_name = "pharmacies"

urlpatterns = [
    path("", answers.counter, name="counter"),
    path("scanner/", scanner.scanner, name="scanner"),
    path("registration/", registration.registration, name="registration"),
    path("sent/", sent.sent, name="sent"),
    path("supply/", returns.supply, name="supply"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("sheet/pdf/", sheet.sheet_pdf, name="sheet_pdf"),
    path("late/", late.late, name="late"),
    path("<uuid:check_id>/", answers.verdict, name="verdict"),
    path("<uuid:check_id>/pack/", packs.pack, name="pack"),
    path("<uuid:check_id>/dispense/", answers.dispense, name="dispense"),
    path("<uuid:check_id>/override/", overrides.override, name="override"),
    path("<uuid:check_id>/not-this-person/", answers.not_this_person, name="not_this_person"),
    path("<uuid:check_id>/report-card/", lost_cards.report, name="report_card"),
    path("<uuid:check_id>/tell/", answers.tell, name="tell"),
    path("<uuid:check_id>/dispensed/", answers.dispensed, name="dispensed"),
    path("<uuid:check_id>/not-collected/", returns.not_collected, name="not_collected"),
    path("<uuid:check_id>/brought-back/", returns.brought_back, name="brought_back"),
]
