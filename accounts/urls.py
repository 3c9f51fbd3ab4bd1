"""Addresses of the first page, the working context, one's own account and the administrator's desk."""

from django.urls import path

from accounts.views import clients, context, credentials, organisations, own, people

app_name = "accounts"

urlpatterns = [
    path("", context.home, name="home"),
    path("context/", context.context, name="context"),
    path("you/", own.you, name="you"),
    path("you/sign-ins/end/", own.end_sign_ins, name="end_sign_ins"),
    path("you/shortcuts/", own.shortcuts, name="shortcuts"),
    path("you/passkey/", own.passkey, name="passkey"),
    path("you/time-left/", own.minutes_left, name="time_left"),
    path("invitation/<str:token>/", credentials.accept, name="accept"),
    path("recovery/<str:token>/", credentials.recover, name="recover"),
    path("people/", people.people, name="people"),
    path("people/find/", people.find, name="find_people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<uuid:user_id>/", people.person, name="person"),
    path("people/<uuid:user_id>/role/", people.give, name="give_role"),
    path("people/<uuid:user_id>/suspend/", people.suspend, name="suspend_person"),
    path("people/<uuid:user_id>/readmit/", people.readmit, name="readmit_person"),
    path("people/<uuid:user_id>/invite-again/", credentials.invite_again, name="invite_again"),
    path("people/<uuid:user_id>/withdraw/", credentials.withdraw, name="withdraw_invitation"),
    path("people/<uuid:user_id>/lost-second-step/", credentials.lost_factor, name="start_recovery"),
    path("people/<uuid:user_id>/lost-second-step/confirm/", credentials.confirm, name="confirm_recovery"),
    path("people/<uuid:user_id>/lost-second-step/call-off/", credentials.call_off, name="call_off_recovery"),
    path("roles/<uuid:membership_id>/end/", people.end, name="end_role"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/add/", organisations.add, name="add_organisation"),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:organisation_id>/change/", organisations.change, name="change_organisation"),
    path("organisations/<uuid:organisation_id>/suspend/", organisations.suspend, name="suspend_organisation"),
    path("organisations/<uuid:organisation_id>/readmit/", organisations.readmit, name="readmit_organisation"),
    path("organisations/<uuid:organisation_id>/client/", clients.issue, name="issue_client"),
    path("clients/<uuid:client_id>/end/", clients.end, name="end_client"),
]
