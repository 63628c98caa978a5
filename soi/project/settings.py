"""Settings of Soi: Django's defaults, and what differs from them, from the environment."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from soi.project import private
from soi.project.secret import kept
from soi.web import logs

BASE_DIR = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOI_DATA") or BASE_DIR / "var").resolve()
private.make(DATA)
# Of a ward from before: what it holds was everybody's to read.
private.close(*DATA.glob("soi.sqlite3*"), DATA / "media", DATA / "mail", DATA / "record/keys")

SOI_PORT = int(os.environ.get("SOI_PORT", "8000"))
SOI_BASE_URL = os.environ.get("SOI_BASE_URL", f"http://localhost:{SOI_PORT}").rstrip("/")
SOI_DEMO = os.environ.get("SOI_DEMO", "1") == "1"
SOI_RATE_LIMITS = os.environ.get("SOI_RATE_LIMITS", "on") != "off"
# How many reverse proxies of our own stand before Soi, each adding to X-Forwarded-For.
SOI_PROXIES = int(os.environ.get("SOI_PROXIES", "0"))
SOI_UNIT = int(os.environ.get("SOI_UNIT", "1"))
SOI_PROVINCE = int(os.environ.get("SOI_PROVINCE", "1"))
SOI_SEALED_SECONDS = int(os.environ.get("SOI_SEALED_SECONDS", "60" if SOI_DEMO else "3600"))
# A second signature under every checkpoint, that a quantum computer cannot forge: 3.3 kB more.
SOI_RECORD_MLDSA = os.environ.get("SOI_RECORD_MLDSA", "") == "1"
SOI_WITNESSES = os.environ.get("SOI_WITNESSES", "")  # a policy file; empty: SOI_DATA/record/policy
SOI_CULTURE_DAY = False  # 24 November: whether it is a public holiday was not verified
SOI_DATA = DATA
# Where the sealed room lays down, once a day, what it owes the public record.
SOI_SPOOL = Path(os.environ.get("SOI_SEALED_SPOOL") or DATA / "sealed-spool").resolve()
SOI_SEALED_PORT = int(os.environ.get("SOI_SEALED_PORT", "8001"))
SOI_SEALED_URL = os.environ.get("SOI_SEALED_URL", f"http://localhost:{SOI_SEALED_PORT}")
_HTTPS = SOI_BASE_URL.startswith("https://")

SECRET_KEY = os.environ.get("SECRET_KEY") or kept(DATA / "secret.key", 50)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += [host for host in os.environ.get("SOI_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [SOI_BASE_URL] if _HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the pages of allauth.mfa load it
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "soi.web",
    "soi.record",
    "soi.law",
    "soi.offices",
    "soi.people",
    "soi.notices",
    "soi.counter",
    "soi.duties",
    "soi.reports",
    "soi.directives",
    "soi.oversight",
    "soi.reviews",
    "soi.complaints",
    "soi.desk",
    "soi.insight",
    "soi.portal",
    "soi.project",
]
# Rooms that stand in a process of their own; what they tell of themselves is shown here.
SOI_NEIGHBOURS = ["soi.denunciations"]
MIDDLEWARE = [
    "soi.web.middleware.guard",
    "soi.project.slashes.forgive",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "soi.project.middleware.one_edition",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "soi.project.sessions.awake",
    "soi.project.middleware.current_mandate",
    "soi.project.sessions.strong",
    "soi.web.middleware.budget",
]
ROOT_URLCONF = "soi.project.urls"
WSGI_APPLICATION = "soi.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "soi/portal/templates"],  # before those of the libraries
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "soi.project.frame.frame",
            ]
        },
    }
]

_SQLITE: dict[str, Any] = {
    "ENGINE": "soi.project.sqlite",
    "NAME": DATA / "soi.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a commit that was answered for survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192",
    },
}
if os.environ.get("DATABASE_URL"):
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=None)
    }
else:
    DATABASES = {"default": _SQLITE}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = os.environ.get("SOI_LANGUAGE", "vi")
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "soi" / "locale"]
FORMAT_MODULE_PATH = ["soi.project.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # numbers and years are never grouped by accident

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "soi.project.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 8

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "soi.project.passwords.FirstGuessValidator"},
]
LOGIN_REDIRECT_URL = "/staff/"
LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "soi.project.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "soi.project.accounts.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # else the name of the host that the request names
# The key of a failed sign-in is the account and the address: nobody locks an officer out.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,60/h/ip,5/5m/key",
    "reset_password": "20/h/ip,3/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
# Who reads names, decides or administers signs in with two things; a demo is tried with one.
SOI_SECOND_FACTOR = os.environ.get("SOI_SECOND_FACTOR", "0" if SOI_DEMO else "1") == "1"
SOI_IDLE_MINUTES = int(os.environ.get("SOI_IDLE_MINUTES", "60"))
MFA_TOTP_ISSUER = "Soi"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever opened the account wrote the address down
SOCIALACCOUNT_ONLY = False
if os.environ.get("SOI_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": os.environ.get("SOI_OIDC_NAME", "SSO"),
                    "client_id": os.environ.get("SOI_OIDC_CLIENT", ""),
                    "secret": os.environ.get("SOI_OIDC_SECRET", ""),
                    "settings": {"server_url": os.environ["SOI_OIDC_URL"]},
                }
            ]
        }
    }

EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("EMAIL_HOST")
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"  # without a mail server, messages are files to look at
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "0") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "soi@localhost")

CACHES = {
    # What signing in counts, and the six digits that were used: once for all processes.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
CSRF_FAILURE_VIEW = "soi.portal.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SILENCED_SYSTEM_CHECKS = [
    # Whether there is TLS is decided by SOI_BASE_URL: a ward's first day is on its own machine.
    "security.W003", "security.W004", "security.W008", "security.W012", "security.W016",
    "security.W001", "security.W002", "security.W021", "security.W005",
]  # fmt: skip
SOI_LIMITS = DATA / "limits"  # counts of knocks and bytes, shared by all processes
# "host:port" of a syslog that every line of the log also goes to, by UDP.
LOGGING = logs.configuration(ship_to=os.environ.get("SOI_LOG_TO", ""))

# Where short messages go: an address that takes JSON, or "file:" and a path to write them to.
SOI_GATEWAYS = {
    "sms": os.environ.get("SOI_SMS_GATEWAY", ""),
    "zalo": os.environ.get("SOI_ZALO_GATEWAY", ""),
}
