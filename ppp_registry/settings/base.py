"""What the registry is, wherever it runs."""

from datetime import timedelta

from celery.schedules import crontab
from csp.constants import NONE, SELF

from ppp_registry import languages
from ppp_registry.settings import logs
from ppp_registry.settings.environment import BASE_DIR, STATE_FOLDER, env

DEBUG = False
DEMO = False
REFUSE_UNSAFE_DATABASE_ROLE = True

# --- the house -----------------------------------------------------------------------------------------

ROOMS = [
    "foundation",
    "audit",
    "outbox",
    "accounts",
    "programmes",
    "patients",
    "prescribers",
    "pharmacies",
    "safety",
    "obligations",
    "onboarding",
    "reminders",
    "reports",
    "portal",
]

INSTALLED_APPS = [
    "ppp_registry.apps.RegistryConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "django_htmx",
    *ROOMS,
]

MIDDLEWARE = [
    "ppp_registry.middleware.RequestId",
    "pharmacies.interface.middleware.InterfaceCalls",  # outside of all that reads cookies or answers with a page
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ppp_registry.middleware.BrowserPermissions",
    "django.middleware.locale.LocaleMiddleware",  # before all that may answer with a page
    "ppp_registry.middleware.Maintenance",
    "ppp_registry.middleware.PlainRefusals",
    "pharmacies.middleware.CannotConfirm",  # outside of all that asks the database
    "portal.middleware.ApartFromTheDesks",  # outside of sessions
    "django.contrib.sessions.middleware.SessionMiddleware",
    "programmes.middleware.AgreedRules",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.language_middleware.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.WorkingContext",
    "accounts.idle_middleware.TimeAtTheDesk",
    "accounts.middleware.SecondFactorRequired",
    "accounts.middleware.DeclaredAct",
    "accounts.signing_middleware.SignedAnew",
]

ROOT_URLCONF = "ppp_registry.urls"
WSGI_APPLICATION = "ppp_registry.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.working_context",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "ledger"
CRISPY_TEMPLATE_PACK = "ledger"

# --- language and time ---------------------------------------------------------------------------------

LANGUAGE_CODE = languages.SOURCE
# Those whose catalogue is complete; who translates looks at the others too.
LANGUAGES = languages.offered(unfinished=env.bool("UNFINISHED_LANGUAGES", default=False))
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "ppp_registry.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The telephone on every page's header; a person answers it.
HELP_TELEPHONE = env.str("HELP_TELEPHONE", default="+32 2 555 01 00")

# --- people --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # NIST SP 800-63B-4: fifteen signs where the password may be the only factor, and no rules on their kind.
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SECOND_FACTOR_REQUIRED = True
# Views of others that open to everybody and guard themselves; all else declares its act or is refused.
OPEN_VIEW_MODULES = ["allauth.account.", "allauth.mfa.", "anymail."]

ACCOUNT_ADAPTER = "accounts.adapters.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by administrators, who have seen the person
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Wrong passwords make an account wait on the network they came from, and nowhere else: nobody can lock others out.
# Wrong secrets of pharmacies' systems are counted by the network they come from; a right one is never held up.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login_failed": "300/m/ip,5/300s/key",
    "login": "300/m/ip",
    "interface_token": "60/m/ip",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.AddWebAuthnForm",
    "authenticate_webauthn": "accounts.forms.AuthenticateWebAuthnForm",
    "login_webauthn": "accounts.forms.LoginWebAuthnForm",
    "reauthenticate_webauthn": "accounts.forms.ReauthenticateWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pregnancy prevention registry"

SESSION_ENGINE = "accounts.sessions"
# How long somebody may open no page before she is logged out, by role; and how long a sign-in lasts at most.
# Two minutes before, a page asks whether to go on, as often as one likes; what was typed outlives the log-out.
IDLE_LIMITS = {
    "": timedelta(minutes=15),
    "prescriber": timedelta(minutes=30),
    "delegate": timedelta(minutes=30),
    "pharmacist": timedelta(minutes=15),
    "authority": timedelta(minutes=30),
    "safety_officer": timedelta(minutes=30),
    "programme_manager": timedelta(minutes=30),
    "administrator": timedelta(minutes=15),
}
LONGEST_SIGN_IN = timedelta(hours=12)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- what the browser may do ---------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
MOST_BYTES_WITH_A_FILE = 8_000_000  # of a whole request; a scan itself may have five million
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# How long a counter waits for the database before it says CANNOT CONFIRM; a queue stands behind it.
COUNTER_PATIENCE_SECONDS = env.float("COUNTER_PATIENCE_SECONDS", default=8)

# How far the clocks of a web server and of the database may be apart before the counter says CANNOT CONFIRM.
COUNTER_MOST_SECONDS_APART = 60

# --- closed for a while ---------------------------------------------------------------------------------

MAINTENANCE = env.bool("MAINTENANCE", default=False)
MAINTENANCE_FILE = env.path("MAINTENANCE_FILE", default=STATE_FOLDER / "closed")
MAINTENANCE_RETRY_SECONDS = 600

# --- files ---------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PROGRAMME_FILES = BASE_DIR / "programmes" / "files"
RULES_READ_SECONDS: int | None = 60
"""How often a process asks which changes of the rules were agreed to; such a change begins a day later or more."""
METHODS_FILE = BASE_DIR / "programmes" / "methods.toml"
REACTIONS_FILE = BASE_DIR / "programmes" / "reactions.toml"
MAILING_FILE = BASE_DIR / "programmes" / "mailing.toml"
CERTIFYING_FILE = BASE_DIR / "programmes" / "certifying.toml"
REGISTERING_FILE = BASE_DIR / "programmes" / "registering.toml"
REPORTING_FILE = BASE_DIR / "programmes" / "reporting.toml"
LADDER_FILES = BASE_DIR / "reminders" / "ladders"
MATERIAL_FILES = BASE_DIR / "programmes" / "kits"
TEXT_FILES = BASE_DIR / "reminders" / "texts"
OBLIGATION_FILES = BASE_DIR / "obligations" / "files"
CONTROL_FILES = BASE_DIR / "programmes" / "controls"

# --- who guesses ---------------------------------------------------------------------------------------

# So often within the span somebody may ask for what is not hers to see before the administrators are told.
GUESSES_AT_MOST = 10
GUESSES_WITHIN = timedelta(hours=1)

# --- the counter ---------------------------------------------------------------------------------------

# So many numbers that no card has, of one pharmacy or pharmacist, are answered within the span; then it waits.
UNKNOWN_CARDS_AT_MOST = 20
UNKNOWN_CARDS_WITHIN = timedelta(minutes=10)

# --- the interface for pharmacies' systems ---------------------------------------------------------------

INTERFACE_TOKEN_LASTS = timedelta(minutes=5)
INTERFACE_CALLS_A_MINUTE = 240  # of one client; a counter's queue makes ten
INTERFACE_MOST_BYTES = 65_536

# --- the patient's own page ------------------------------------------------------------------------------

PORTAL_COOKIE_NAME = "card"
PORTAL_COOKIE_SECURE = False
PORTAL_IDLE = timedelta(minutes=15)  # without a new page it closes
PORTAL_LONGEST = timedelta(hours=1)
# So many wrong tries within so long, for one card: then a wait. A birth date has some 30,000 days to guess from.
PORTAL_TRIES_OF_A_CARD = ((3, timedelta(minutes=15)), (10, timedelta(days=1)), (30, timedelta(days=30)))
# A ward or a telephone company shares one network: more is let through there, and a guesser of many cards is held up.
PORTAL_TRIES_OF_A_NETWORK = ((12, timedelta(minutes=15)), (50, timedelta(days=1)))

# --- messages to patients ------------------------------------------------------------------------------

# Where text messages leave. The one that catches them is the demo's; production names a provider.
SMS_GATEWAY = "reminders.gateways.capture.Capture"
SMS_SENDER = env.str("SMS_SENDER", default="Reminder")
SMSAPI_URL = env.str("SMSAPI_URL", default="https://api.smsapi.com/sms.do")
SMSAPI_TOKEN = env.str("SMSAPI_TOKEN", default="")
# The secret in the address to which the provider tells whether a message arrived; without it nobody is asked to tell.
SMS_RECEIPTS_SECRET = env.str("SMS_RECEIPTS_SECRET", default="")
# Whether a text that nobody has approved is sent: where messages are caught, and nowhere else.
SAMPLE_TEXTS_ARE_SENT = False
# Whether a sample of the registry's own may be agreed to and hold as a programme's material: for trying out alone.
SAMPLE_MATERIALS_ARE_USED = False

# --- messages of the safety desk in E2B(R3) ----------------------------------------------------------------

E2B_SENDER = env.str("E2B_SENDER", default="")
E2B_RECEIVER = env.str("E2B_RECEIVER", default="")
# The folder of the official schemas (multicacheschemas): with it nothing is kept that they refuse.
E2B_SCHEMAS = env.path("E2B_SCHEMAS", default=None)

# What Prometheus shows to read the figures; without it there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# --- background work -----------------------------------------------------------------------------------

CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3, "socket_timeout": 30}
CELERY_TIMEZONE = "UTC"
# Tasks are asked for by the clock alone and find their own work in the database: nothing that is due is
# lost with the broker, and no delay is kept in it.
CELERY_BEAT_SCHEDULE = {
    "send what is due": {"task": "reminders.tasks.send_due", "schedule": 30.0},
    "plan what falls due": {"task": "reminders.tasks.plan_due", "schedule": 60.0},
    "count the worklists anew": {"task": "prescribers.tasks.count_statuses", "schedule": 60.0},
    "open the safety desk's cases": {"task": "safety.tasks.open_cases", "schedule": 60.0},
    "make the reports that wait": {"task": "reports.tasks.make_reports", "schedule": 20.0},
    "keep the sums of figures": {"task": "reports.tasks.keep_sums", "schedule": 300.0},
    "compare the sums of figures": {"task": "reports.tasks.compare_sums", "schedule": crontab(hour="2", minute="50")},
    "plan the regular reports": {"task": "reports.tasks.plan_regular", "schedule": crontab(minute="35")},
    "tell what is overdue at the safety desk": {"task": "safety.tasks.tell_what_is_overdue", "schedule": 60.0},
    "tell what falls due of the authorisation": {"task": "obligations.tasks.tell_what_falls_due", "schedule": 300.0},
    "make the downtime sheets": {"task": "pharmacies.tasks.make_sheets", "schedule": crontab(minute="15")},
}

# --- logs ----------------------------------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = logs.logging(LOG_LEVEL)
logs.configure()
