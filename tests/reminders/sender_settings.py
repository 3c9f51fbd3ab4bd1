"""The tests' settings for a sender of its own: text messages leave through the provider."""

from ppp_registry.settings.test import *  # noqa: F403

SMS_GATEWAY = "reminders.gateways.smsapi.Smsapi"
