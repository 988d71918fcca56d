"""Settings of Minga: read from the environment, with defaults for one machine without a server."""

import os
from datetime import date
from pathlib import Path

import dj_database_url

from minga.core.datafolder import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("MINGA_DATA", BASE_DIR / "data")).resolve()
BUILD_DIR = BASE_DIR / "build"
TESTING = bool(os.environ.get("PYTEST_VERSION"))

DEBUG = False
# Behind a proxy that speaks HTTPS and says so in X-Forwarded-Proto.
HTTPS = os.environ.get("MINGA_HTTPS") == "1"
SECRET_KEY = os.environ.get("MINGA_SECRET_KEY") or secret_key(DATA_DIR)
ALLOWED_HOSTS = os.environ.get("MINGA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("MINGA_ORIGINS", "").split(",") if origin
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "minga.core",
    "minga.core.uf",
    "minga.core.jobs",
    "minga.core.outbox",
    "minga.core.imports",
    "minga.core.approvals",
    "minga.core.parameters",
    "minga.core.lists",
    "minga.core.search",
    "minga.core.indicators",
    "minga.territory",
    "minga.people",
    "minga.people.accounts",
    "minga.people.citizens",
    "minga.documents",
    "minga.documents.files",
    "minga.acts",
    "minga.acts.wording",
    "minga.acts.letters",
    "minga.visits",
    "minga.commitments",
    "minga.strategy",
    "minga.budget",
    "minga.works",
    "minga.works.schedules",
    "minga.works.contracts",
    "minga.works.progress",
    "minga.works.reporting",
    "minga.works.validations",
    "minga.works.intake",
    "minga.workplan",
    "minga.workplan.carrying",
    "minga.workplan.reporting",
    "minga.workplan.norms",
    "minga.workplan.problems",
    "minga.workplan.agreements",
    "minga.workplan.procedures",
    "minga.workplan.diffusion",
    "minga.workplan.results",
    "minga.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "minga.core.middleware.content_security",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "minga.people.accounts.middleware.account_guard",
    "django_htmx.middleware.HtmxMiddleware",
    "minga.core.middleware.day_and_access",
    # Outside of what keeps a GET from writing: who looked at a person's data is written after it.
    "minga.people.citizens.reads.reads_are_recorded",
    "minga.core.middleware.refusals",
]
if TESTING or os.environ.get("MINGA_GET_NEVER_WRITES"):
    MIDDLEWARE.insert(-1, "minga.core.middleware.get_never_writes")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "minga.core.shell.shell",
            ],
            "builtins": ["minga.core.templatetags.minga"],
        },
    }
]

if database_url := os.environ.get("DATABASE_URL"):
    DATABASES = {
        "default": dj_database_url.parse(database_url, conn_max_age=60, conn_health_checks=True)
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "minga.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # recursive_triggers: without it INSERT OR REPLACE slips past the delete triggers.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA "
                    "recursive_triggers=ON;"
                ),
            },
        }
    }

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"minga.people.accounts.passwords.{name}"} for name in ("Length", "Common", "Own")
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:my_work"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
SESSION_ENGINE = "minga.people.accounts.sessions"
# Of a session, from its entrance; and the longest that it may rest.
SESSION_COOKIE_AGE = int(os.environ.get("MINGA_SESSION_HOURS", "10")) * 3600
SESSION_IDLE = int(os.environ.get("MINGA_SESSION_IDLE_MINUTES", "120")) * 60
SIGN_IN_LOG_DAYS = int(os.environ.get("MINGA_SIGN_IN_LOG_DAYS", "365"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "minga.core.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

LANGUAGE_CODE = "es-cl"
LANGUAGES = [("es-cl", "español de Chile")]
TIME_ZONE = "America/Santiago"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["minga.formats"]

STATIC_URL = "/estaticos/"
STATIC_ROOT = BUILD_DIR / "static"
STATICFILES_DIRS = [BUILD_DIR / "assets"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = TESTING

FILE_UPLOAD_HANDLERS = ["minga.core.uploads.CappedUploadHandler"]
MAX_FILE_BYTES = 20_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Ground of the maps from a server of tiles, https://…/{z}/{x}/{y}.png; without it, none is asked.
TILES = os.environ.get("MINGA_TILES", "")
TILES_CREDIT = os.environ.get("MINGA_TILES_CREDIT", "")

# smtp://user:password@host:port?tls=1; without it messages stay in MINGA_DATA/correo.
EMAIL_URL = os.environ.get("MINGA_EMAIL_URL", "")
EMAIL_FROM = os.environ.get("MINGA_EMAIL_FROM", "")

# Sign-in by OpenID Connect: switched on by the issuer. Names of the fields of `oidc.Provider`.
OIDC = {
    "issuer": os.environ.get("MINGA_OIDC_ISSUER", ""),
    "client_id": os.environ.get("MINGA_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("MINGA_OIDC_CLIENT_SECRET", ""),
    "name": os.environ.get("MINGA_OIDC_NAME", "ClaveÚnica"),
    "scope": os.environ.get("MINGA_OIDC_SCOPE", "openid run name"),
    "algorithms": os.environ.get("MINGA_OIDC_ALGORITHMS", "RS256"),
    "logout_url": os.environ.get("MINGA_OIDC_LOGOUT_URL", ""),
}

# The day of the demonstration; empty on a real installation, where the clock rules.
TODAY = date.fromisoformat(os.environ["MINGA_TODAY"]) if os.environ.get("MINGA_TODAY") else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refused form or a mistyped address is the user's business, not the operator's.
    "loggers": {"django.request": {"level": "ERROR"}},
}
