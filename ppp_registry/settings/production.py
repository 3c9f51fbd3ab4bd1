"""Production: it starts with every secret it needs and nothing of the demo, or it says what to set."""

from ppp_registry.settings import broker, databases
from ppp_registry.settings.base import *  # noqa: F403
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
EMAIL_HOST = required.text("EMAIL_HOST", remedy="the host of the mail server")
EMAIL_HOST_USER = required.text("EMAIL_HOST_USER", remedy="the name to log in there with")
EMAIL_HOST_PASSWORD = required.text("EMAIL_HOST_PASSWORD", remedy="its password")
DEFAULT_FROM_EMAIL = required.text("DEFAULT_FROM_EMAIL", remedy="the sender that people see")
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
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
