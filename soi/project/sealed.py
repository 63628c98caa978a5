"""Settings of the sealed door: own data, own key, own database, nothing of the ward's.

The door may stand on another machine than the ward. What is not here is left out on purpose:
no accounts, no sessions, no messages, no cookie, no access log, no public database; no e-mail
but one notice a day, the same for every officer.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from soi.project import private
from soi.project.secret import kept
from soi.web import logs

BASE_DIR = Path(__file__).resolve().parents[2]
_DATA = Path(os.environ.get("SOI_DATA") or BASE_DIR / "var").resolve()
DATA = Path(os.environ.get("SOI_SEALED_DATA") or _DATA / "sealed").resolve()
if not os.environ.get("SOI_SEALED_DATA"):
    private.make(_DATA)  # the room may be there before the ward around it
DATA.mkdir(parents=True, exist_ok=True)
DATA.chmod(0o700)


SOI_SEALED_PORT = int(os.environ.get("SOI_SEALED_PORT", "8001"))
SOI_BASE_URL = os.environ.get("SOI_BASE_URL", "http://localhost:8000").rstrip("/")
SOI_SEALED_URL = os.environ.get(
    "SOI_SEALED_URL", f"http://localhost:{SOI_SEALED_PORT}"
).rstrip("/")  # fmt: skip
SOI_DEMO = os.environ.get("SOI_DEMO", "1") == "1"
SOI_RATE_LIMITS = os.environ.get("SOI_RATE_LIMITS", "on") != "off"
# Boxes of everybody together in ten seconds; beyond it, each costs half a second of work.
SOI_SEALED_POSTS = int(os.environ.get("SOI_SEALED_POSTS", "3000"))
SOI_DATA = DATA
SOI_SPOOL = Path(os.environ.get("SOI_SEALED_SPOOL") or _DATA / "sealed-spool").resolve()
# The hours (Vietnam) at which boxes reach the reading room; the demo does not make one wait.
SOI_SEALED_HOURS = os.environ.get("SOI_SEALED_HOURS", "" if SOI_DEMO else "07:00,13:00")
SOI_SALT = bytes.fromhex(kept(DATA / "site.salt", 16))
# Whom the daily notice goes to: a file with one address a line. None: nobody is written to.
_notice = os.environ.get("SOI_SEALED_NOTICE", "")
SOI_SEALED_NOTICE = Path(_notice).resolve() if _notice else None
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 30
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("SOI_SEALED_MAIL_FROM", "phong-doc@localhost")
# Where "Thoát ngay" leads: a page that anybody may be looking at.
SOI_SEALED_EXIT = os.environ.get("SOI_SEALED_EXIT", "about:blank")

# The door's address inside Tor, as http://….onion; empty: there is none.
SOI_SEALED_ONION = os.environ.get("SOI_SEALED_ONION", "").rstrip("/")

SECRET_KEY = kept(DATA / "secret.key", 32)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += [host for host in os.environ.get("SOI_SEALED_HOSTS", "").split(",") if host]
ALLOWED_HOSTS += [SOI_SEALED_ONION.partition("://")[2]] if SOI_SEALED_ONION else []

INSTALLED_APPS = ["django.contrib.staticfiles", "soi.web", "soi.denunciations", "soi.project"]
MIDDLEWARE = [
    "soi.denunciations.views.guard.guard",
    "soi.project.slashes.forgive",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
ROOT_URLCONF = "soi.project.sealed_urls"
WSGI_APPLICATION = "soi.project.sealed_wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["soi.denunciations.views.guard.frame"]},
    }
]

_SQLITE: dict[str, Any] = {
    "ENGINE": "soi.project.sqlite",
    "NAME": DATA / "sealed.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # secure_delete: what is shredded is overwritten, not only unlinked. temp_store: no
        # temporary file of SQLite's ever holds a row.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA cache_size=-4096; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY",
    },
}
_address = os.environ.get("SOI_SEALED_DATABASE_URL", "")
DATABASES: dict[str, Any] = {
    # A query that forgets the alias fails here, and reaches nothing.
    "default": {"ENGINE": "django.db.backends.dummy"},
    "sealed": dj_database_url.parse(_address, conn_max_age=None) if _address else _SQLITE,
}
DATABASES["sealed"]["TEST"] = {"DEPENDENCIES": []}
DATABASE_ROUTERS = ["soi.project.routers.SealedRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = os.environ.get("SOI_LANGUAGE", "vi")
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "soi" / "locale"]
FORMAT_MODULE_PATH = ["soi.project.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
SOI_BUNDLE = BASE_DIR / "build" / "door"
STATICFILES_DIRS = [SOI_BUNDLE] if SOI_BUNDLE.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 0
# Uploads are sealed in memory; no handler here writes to a disk.
FILE_UPLOAD_HANDLERS = ["soi.denunciations.views.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
DATA_UPLOAD_MAX_NUMBER_FILES = 6

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SILENCED_SYSTEM_CHECKS = [
    "security.W001", "security.W002", "security.W003", "security.W004", "security.W008",
    "security.W021",  # the guard of the door sets its own, stricter headers
]  # fmt: skip
SOI_LIMITS = None  # counts are kept in memory: nothing about a sender reaches a disk
# Only what the guard says of an error: its kind and its line in our code, never its words.
LOGGING = logs.configuration(
    moments=False, ship_to=os.environ.get("SOI_SEALED_LOG_TO", ""), quiet=True
)
