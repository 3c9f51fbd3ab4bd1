"""The demo's settings with text messages leaving through a provider, and a clock that asks every second."""

from ppp_registry.settings.local import *  # noqa: F403

SMS_GATEWAY = "reminders.gateways.smsapi.Smsapi"
CELERY_BEAT_SCHEDULE = {
    "send what is due": {"task": "reminders.tasks.send_due", "schedule": 1.0},
    "plan what falls due": {"task": "reminders.tasks.plan_due", "schedule": 5.0},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 5, "socket_connect_timeout": 3, "socket_timeout": 30}
"""Five seconds instead of an hour, so that the control gets back what it can."""
