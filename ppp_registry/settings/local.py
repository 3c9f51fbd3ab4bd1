"""The demo and a developer's machine: the project's own servers, mails caught, a key that is no secret."""

from ppp_registry.settings import broker, databases
from ppp_registry.settings.base import *  # noqa: F403
from ppp_registry.settings.base import CELERY_BEAT_SCHEDULE, INSTALLED_APPS
from ppp_registry.settings.environment import STATE_FOLDER, env, read_running_servers

STATE = STATE_FOLDER / "demo"
read_running_servers(STATE / "servers.env")

DEBUG = env.bool("DEBUG", default=False)
DEMO = True
REFUSE_UNSAFE_DATABASE_ROLE = False
SECRET_KEY = env.str("SECRET_KEY", default="no secret: for the demo and for developers only")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")

DATABASES = {
    "default": databases.application(env.str("DATABASE_URL", default=f"postgresql://ppp_app@/ppp?host={STATE}")),
    "owner": databases.owner(env.str("DATABASE_OWNER_URL", default=f"postgresql://ppp_owner@/ppp?host={STATE}")),
}
REDIS_URL = env.str("REDIS_URL", default=f"unix://{STATE}/valkey.sock?db=0")
CACHES = broker.cache(REDIS_URL, prefix="ppp")
CELERY_BROKER_URL = broker.celery_url(REDIS_URL)

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE / "mail"
SMS_FILE_PATH = STATE / "sms"
E2B_SENDER, E2B_RECEIVER = "PPPR-SAMPLE", "AUTHORITY-SAMPLE"
SAMPLE_TEXTS_ARE_SENT = True
SAMPLE_MATERIALS_ARE_USED = True
DEFAULT_FROM_EMAIL = "registry@registry.example"

# The demo's passwords are printed and typed by hand; a second factor and passkeys are there to try.
SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# A stranger who dispenses and then opens the mailbox should find the mail there.
CELERY_BEAT_SCHEDULE = {name: {**entry, "schedule": 5.0} for name, entry in CELERY_BEAT_SCHEDULE.items()}
