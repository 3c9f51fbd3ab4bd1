"""Addresses of the calendar. None holds a name, a date or a text."""

from django.urls import path

from reminders.views import feeds, health, messages, notices, watch

app_name = "reminders"

urlpatterns = [
    path("", notices.notices, name="notices"),
    path("follow-up/<uuid:follow_up_id>/", notices.follow_up, name="follow_up"),
    path("follow-up/<uuid:follow_up_id>/close/", notices.close, name="close"),
    path("patient/<uuid:enrolment_id>/", messages.messages, name="messages"),
    path("patient/<uuid:enrolment_id>/code/", messages.send_code, name="send_code"),
    path("patient/<uuid:enrolment_id>/confirm/", messages.confirm, name="confirm"),
    path("patient/<uuid:enrolment_id>/not-sent/", messages.keep_mute, name="mute"),
    path("patient/<uuid:enrolment_id>/not-sent/<uuid:row_id>/lift/", messages.lift, name="lift"),
    path("feed/", feeds.own, name="feed"),
    path("feed/revoke/", feeds.revoke, name="revoke_feed"),
    path("health/", health.healthy, name="health"),
    path("metrics/", health.figures, name="metrics"),
    path("watch/", watch.watch, name="watch"),
    path("watch/<uuid:message_id>/", watch.parked, name="parked"),
]
