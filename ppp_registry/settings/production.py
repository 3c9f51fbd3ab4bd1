"""Production: it starts with every secret it needs and nothing of the demo, or it says what to set."""

import os

from ppp_registry.settings import broker, databases
from ppp_registry.settings.base import *  # noqa: F403
from ppp_registry.settings.base import INSTALLED_APPS
from ppp_registry.settings.environment import env
from ppp_registry.settings.required import Required

required = Required(env)

SECRET_KEY = required.secret(
    "SECRET_KEY", remedy="at least 50 random characters, kept secret and the same on every machine", least=50
)
ALLOWED_HOSTS = required.names(
    "ALLOWED_HOSTS", remedy="the host names that people type, with commas between them (no *)"
)
SITE_URL = required.text("SITE_URL", remedy="the address that mails point to, https://...", start="https://")
database_url = required.text(
    "DATABASE_URL",
    remedy="postgresql://ROLE:PASSWORD@HOST/DATABASE with the application's role",
    start=("postgresql://", "postgres://"),
)
REDIS_URL = required.text(
    "REDIS_URL",
    remedy="rediss://HOST:PORT/0, the broker and the shared cache",
    start=("rediss://", "redis://", "unix://"),
)
# A provider's own way instead of a mail server: anymail.backends.mailgun.EmailBackend and the like. Its settings are
# named ANYMAIL_..., and what it tells of bounces comes in under /anymail/.
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
ANYMAIL = {name.removeprefix("ANYMAIL_"): value for name, value in os.environ.items() if name.startswith("ANYMAIL_")}
if EMAIL_BACKEND.startswith("anymail."):
    INSTALLED_APPS = [*INSTALLED_APPS, "anymail"]
    required.text("ANYMAIL_WEBHOOK_SECRET", remedy="NAME:PASSWORD, which the provider sends when it tells of bounces")
else:
    EMAIL_HOST = required.text("EMAIL_HOST", remedy="the host of the mail server")
    EMAIL_HOST_USER = required.text("EMAIL_HOST_USER", remedy="the name to log in there with")
    EMAIL_HOST_PASSWORD = required.text("EMAIL_HOST_PASSWORD", remedy="its password")
DEFAULT_FROM_EMAIL = required.text("DEFAULT_FROM_EMAIL", remedy="the sender that people see")
SMSAPI_TOKEN = required.text("SMSAPI_TOKEN", remedy="the token of the account with the text message provider")
if env.str("SMS_RECEIPTS_SECRET", default=""):
    SMS_RECEIPTS_SECRET = required.secret(
        "SMS_RECEIPTS_SECRET", remedy="at least 32 random letters and digits, or none at all", least=32
    )
required.off("DEMO", because="the demo's logins are printed for everybody")
required.off("DEBUG", because="its error pages show records to whoever causes an error")
required.on("SECOND_FACTOR_REQUIRED", because="a password alone does not open patients' records in production")
required.differ("DATABASE_URL", "DATABASE_OWNER_URL", because="the application must not own its tables")
required.refuse_if_unmet()

SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=True)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 10
SMS_GATEWAY = "reminders.gateways.smsapi.Smsapi"

DATABASES = {"default": databases.application(database_url, prepared=env.bool("DATABASE_PREPARED", default=True))}
if owner_url := env.str("DATABASE_OWNER_URL", default=""):  # where migrations run, and nowhere else
    DATABASES["owner"] = databases.owner(owner_url)
CACHES = broker.cache(REDIS_URL, prefix="ppp")
CELERY_BROKER_URL = broker.celery_url(REDIS_URL)

# TLS ends at a proxy that must set this header itself and drop whatever a visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
PORTAL_COOKIE_NAME = "__Secure-card"
PORTAL_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
