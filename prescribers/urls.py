"""Addresses of the prescriber's desk. No address holds a name, a card's number or a search."""

from django.urls import path

from prescribers.views import cards, corrections, counselling, patient, prescribing, protection, treatment, worklist

app_name = "prescribers"

urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("search/", worklist.search, name="search"),
    path("notices/<uuid:notice_id>/", worklist.notice, name="notice"),
    path("register/", patient.register, name="register"),
    path("<uuid:enrolment_id>/", patient.patient, name="patient"),
    path("<uuid:enrolment_id>/record/", patient.record, name="record"),
    path("<uuid:enrolment_id>/category/", counselling.category, name="category"),
    path("<uuid:enrolment_id>/agreement/", counselling.agreement, name="agreement"),
    path("<uuid:enrolment_id>/indication/", treatment.indication, name="indication"),
    path("<uuid:enrolment_id>/interrupt/", treatment.interrupt, name="interrupt"),
    path("<uuid:enrolment_id>/resume/<uuid:row_id>/", treatment.resume, name="resume"),
    path("<uuid:enrolment_id>/treatment/<uuid:row_id>/end/", treatment.end, name="end"),
    path("<uuid:enrolment_id>/withdraw/", treatment.withdraw, name="withdraw"),
    path("<uuid:enrolment_id>/contraception/", protection.contraception, name="contraception"),
    path(
        "<uuid:enrolment_id>/contraception/<uuid:row_id>/end/", protection.end_contraception, name="end_contraception"
    ),
    path(
        "<uuid:enrolment_id>/contraception/<uuid:row_id>/confirm/",
        protection.confirm_abstinence,
        name="confirm_abstinence",
    ),
    path("<uuid:enrolment_id>/test/", protection.test, name="test"),
    path("<uuid:enrolment_id>/suspicion/", protection.suspect, name="suspect"),
    path("<uuid:enrolment_id>/stopped/", protection.stopped, name="stopped"),
    path("<uuid:enrolment_id>/suspicion/<uuid:row_id>/close/", protection.close_suspicion, name="close_suspicion"),
    path("<uuid:enrolment_id>/card/", cards.card, name="card"),
    path("<uuid:enrolment_id>/card/issue/", cards.issue, name="issue_card"),
    path("<uuid:enrolment_id>/card/print/", cards.print_card, name="print_card"),
    path("<uuid:enrolment_id>/card/<uuid:row_id>/revoke/", cards.revoke, name="revoke_card"),
    path("<uuid:enrolment_id>/prescription/", prescribing.prescription, name="prescription"),
    path("<uuid:enrolment_id>/prescription/check/", prescribing.check, name="check"),
    path("<uuid:enrolment_id>/prescription/<uuid:row_id>/", prescribing.authorised, name="authorised"),
    path("<uuid:enrolment_id>/prescription/<uuid:row_id>/cancel/", prescribing.cancel, name="cancel_prescription"),
    path("<uuid:enrolment_id>/entry/<slug:kind>/<uuid:row_id>/strike/", corrections.void, name="void"),
    path("<uuid:enrolment_id>/test/<uuid:row_id>/correct/", corrections.correct_test, name="correct_test"),
]
