"""The demo's settings, with the benchmarks' own pages beside the registry's."""

from ppp_registry.settings.environment import STATE_FOLDER
from ppp_registry.settings.local import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
STATIC_ROOT = STATE_FOLDER / "bench" / "static"
SMS_FILE_PATH = STATE_FOLDER / "bench" / "sms"
