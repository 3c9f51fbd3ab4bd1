"""Addresses of the safety desk, and of those who report to it."""

from django.urls import path

from safety.views import cases, lists, reports

app_name = "safety"

urlpatterns = [
    path("", lists.pregnancies, name="pregnancies"),
    path("partners/", lists.partners, name="partners"),
    path("side-effects/", lists.side_effects, name="side_effects"),
    path("inbox/", cases.desk, name="inbox"),
    path("cases/", cases.every_case, name="cases"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/write/", cases.write, name="write"),
    path("cases/<uuid:case_id>/nullify/", cases.nullify, name="nullify"),
    path("cases/<uuid:case_id>/review/", cases.review, name="review"),
    path("report/<uuid:enrolment_id>/", reports.report, name="report"),
    path("report/<uuid:enrolment_id>/sent/", reports.reported, name="reported"),
    path("report/<uuid:enrolment_id>/<uuid:row_id>/", reports.complete, name="complete"),
]
