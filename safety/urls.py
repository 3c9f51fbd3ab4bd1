"""Addresses of the safety desk, and of those who report to it."""

from django.urls import path

from safety.views import (
    cases,
    copies,
    desk_pregnancies,
    lists,
    messages,
    pregnancies,
    questions,
    reconciliation,
    reports,
    signals,
    terms,
)

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
    path("copies/", copies.copies, name="copies"),
    path("cases/<uuid:case_id>/paper/", cases.paper, name="paper"),
    path("signals/", signals.signal_page, name="signals"),
    path("terms/", terms.terms, name="terms"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("reconciliation/list/", reconciliation.reconciliation_list, name="reconciliation_list"),
    path("questions/<uuid:enrolment_id>/", questions.questions, name="questions"),
    path("questions/<uuid:enrolment_id>/<uuid:row_id>/", questions.answer, name="answer"),
    path("cases/<uuid:case_id>/ask/", questions.ask, name="ask"),
    path("cases/<uuid:case_id>/send/", messages.send_one, name="send_one"),
    path("cases/<uuid:case_id>/otherwise/", messages.otherwise, name="otherwise"),
    path("messages/", messages.all_messages, name="messages"),
    path("messages/send/", messages.send, name="send"),
    path("messages/<uuid:message_id>/", messages.message, name="message"),
    path("messages/<uuid:message_id>/file/", messages.message_file, name="message_file"),
    path("cases/<uuid:case_id>/contact/", desk_pregnancies.contact, name="desk_contact"),
    path("cases/<uuid:case_id>/lost/", desk_pregnancies.lost, name="lost"),
    path("cases/<uuid:case_id>/cause/", desk_pregnancies.cause, name="cause"),
    path("pregnancy/<uuid:enrolment_id>/", pregnancies.followed, name="followed"),
    path("pregnancy/<uuid:enrolment_id>/<uuid:row_id>/report/", pregnancies.report, name="report_pregnancy"),
    path("pregnancy/<uuid:enrolment_id>/<uuid:row_id>/contact/", pregnancies.contact, name="pregnancy_contact"),
    path("pregnancy/<uuid:enrolment_id>/<uuid:row_id>/outcome/", pregnancies.outcome, name="pregnancy_outcome"),
    path("pregnancy/<uuid:enrolment_id>/<uuid:row_id>/correct/", pregnancies.correct, name="correct_outcome"),
    path("report/<uuid:enrolment_id>/", reports.report, name="report"),
    path("report/<uuid:enrolment_id>/sent/", reports.reported, name="reported"),
    path("report/<uuid:enrolment_id>/<uuid:row_id>/", reports.complete, name="complete"),
]
