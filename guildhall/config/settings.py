"""Settings come from the environment; without any, one folder and SQLite are enough.

GUILDHALL_HOME   folder for the database, files and secrets (default: ./data)
DATABASE_URL     postgresql://... when it grows
SECRET_KEY       default: made once and kept in GUILDHALL_HOME/secret.key
ALLOWED_HOSTS    comma separated, default: this machine only
SITE_URL         how people reach this server, for links in mails and QR codes
GUILDHALL_VOTE_KEYS  folder for the keys of open secret votes (default: GUILDHALL_HOME/vote-keys), shared by all servers
EMAIL_URL        smtp://user:password@host:587/?tls=1 (default: mails are kept in GUILDHALL_HOME/mail)
SIGN_UP          "open" lets strangers make an account (default: who was invited, and the first of all)
PROXIES          how many of your own proxies stand before this server (default: 0; they must set X-Forwarded-For)
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF

from guildhall.config.secret import secret_key

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("GUILDHALL_HOME", "data")).resolve()
DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or secret_key(HOME)
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_linear_migrations",
    "django_htmx",
    "ninja",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guildhall.core",
    "guildhall.accounts",
    "guildhall.audit",
    "guildhall.jobs",
    "guildhall.notices",
    "guildhall.documents",
    "guildhall.registry",
    "guildhall.members",
    "guildhall.imports",
    "guildhall.commitments",
    "guildhall.meetings",
    "guildhall.votes",
    "guildhall.live",
    "guildhall.founding",
    "guildhall.dues",
    "guildhall.finance",
    "guildhall.chain",
    "guildhall.exchange",
    "guildhall.cooperation",
    "guildhall.sharing",
    "guildhall.funding",
    "guildhall.promotion",
    "guildhall.experts",
    "guildhall.awards",
    "guildhall.site",
    "guildhall.demo",
]
MIDDLEWARE = [
    "guildhall.live.middleware.KeptForAllMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "guildhall.core.middleware.RequestMemoryMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "guildhall.documents.middleware.UploadLimitMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guildhall.core.middleware.RuleErrorMiddleware",
    "guildhall.core.middleware.MethodMiddleware",
    "guildhall.accounts.middleware.IdempotencyMiddleware",
]
ROOT_URLCONF = "guildhall.config.urls"
WSGI_APPLICATION = "guildhall.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "core" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guildhall.core.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "guildhall.core.templatetags.fields",
                "guildhall.core.templatetags.page",
                "guildhall.core.templatetags.slots",
                "guildhall.core.templatetags.writing",
            ],
        },
    }
]
FORM_RENDERER = "guildhall.core.forms.PageFormRenderer"

SQLITE: dict[str, object] = {
    "ENGINE": "guildhall.core.sqlite",
    "NAME": HOME / "guildhall.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=268435456; PRAGMA cache_size=-4000;"
        ),
    },
    "CONN_MAX_AGE": None,
    # A file, because tests that race need the real locks, which a database in memory does not have.
    "TEST": {"NAME": HOME / "test.sqlite3"},
}
DATABASES: dict[str, dict[str, object]] = {"default": SQLITE}
if url := os.environ.get("DATABASE_URL"):
    DATABASES["default"] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        DATABASES["default"]["ENGINE"] = "guildhall.core.postgresql"

# What is counted against attempts is counted once for all server processes, so it lies in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Each process its own: the key says which state of the association an answer belongs to (audit.keeping).
    "kept": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "kept",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXIES", "0"))

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "guildhall.accounts.sign_up.Entrance"
SIGN_UP_OPEN = os.environ.get("SIGN_UP") == "open"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"add_webauthn": "guildhall.accounts.forms.AddKeyForm"}
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = False

# In the database alone: a session that is ended must be over in every process at once.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "guildhall.core.views.forged"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
# A proxy ends TLS and redirects to it; what other names under the same domain do is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
    }
}

NINJA_PAGINATION_CLASS = "guildhall.config.openapi.BoundedPages"
NINJA_PAGINATION_PER_PAGE = 50
NINJA_PAGINATION_MAX_LIMIT = 200

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]  # each named in itself, so never translated
# Named here and not only found in the apps, so that our words win over those of the libraries.
LOCALE_PATHS = sorted(PACKAGE.glob("*/locale"))
FORMAT_MODULE_PATH = ["guildhall.core.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
# `guildhall serve` collects static files under names that tell their content, so browsers keep them for a year.
COLLECTED = os.environ.get("GUILDHALL_COLLECTED") == "1"
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = HOME / "files"
# Private halves of the keys that seal secret ballots while a vote is open; every server process must reach it.
VOTE_KEYS = Path(os.environ.get("GUILDHALL_VOTE_KEYS", HOME / "vote-keys"))
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
UPLOAD_LIMIT = 50 << 20

_mail = urlparse(os.environ.get("EMAIL_URL", ""))
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
if _mail.scheme in ("smtp", "smtps"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = parse_qs(_mail.query).get("tls") == ["1"]
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "guildhall@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
