"""The tests: real servers, the application's own role, quick passwords, mails kept in memory."""

import os

from ppp_registry.settings import broker, databases
from ppp_registry.settings.base import *  # noqa: F403
from ppp_registry.settings.base import INSTALLED_APPS
from ppp_registry.settings.environment import STATE_FOLDER, env, read_running_servers

STATE = STATE_FOLDER / "test"
read_running_servers(STATE / "servers.env")

DEMO = True
SECRET_KEY = "no secret: for the tests only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
SITE_URL = "http://testserver"

DATABASES = {
    "default": databases.application(env.str("DATABASE_URL", default=f"postgresql://ppp_app@/ppp?host={STATE}")),
    "owner": databases.owner(env.str("DATABASE_OWNER_URL", default=f"postgresql://ppp_owner@/ppp?host={STATE}")),
}
REDIS_URL = env.str("REDIS_URL", default=f"unix://{STATE}/valkey.sock?db=0")
CACHES = broker.cache(REDIS_URL, prefix=f"test-{os.getpid()}")
CACHES["default"]["BACKEND"] = "tests.cache.OwnCache"
CELERY_BROKER_URL = broker.celery_url(REDIS_URL)

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_FILE_PATH = STATE / f"sms-{os.getpid()}"
E2B_SENDER, E2B_RECEIVER = "PPPR-SAMPLE", "AUTHORITY-SAMPLE"
SAMPLE_TEXTS_ARE_SENT = True
SAMPLE_MATERIALS_ARE_USED = True
DEFAULT_FROM_EMAIL = "registry@registry.example"

RULES_READ_SECONDS = None  # a test that is about them reads them itself
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ACCOUNT_RATE_LIMITS = False  # a test that is about them turns them on

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
