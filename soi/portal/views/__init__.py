"""The portal's pages: front page, search, law, offices, staff start, errors."""

from soi.portal.views.errors import (
    bad_request,
    csrf_failure,
    not_found,
    permission_denied,
    server_error,
)
from soi.portal.views.health import healthz
from soi.portal.views.home import home
from soi.portal.views.law import calendar, enter_days, law
from soi.portal.views.offices import office, office_list
from soi.portal.views.pages import about, denounce, language, privacy
from soi.portal.views.search import search
from soi.portal.views.staff import account, start

__all__ = [
    "about",
    "account",
    "bad_request",
    "calendar",
    "csrf_failure",
    "denounce",
    "enter_days",
    "healthz",
    "home",
    "language",
    "law",
    "not_found",
    "office",
    "office_list",
    "permission_denied",
    "privacy",
    "search",
    "server_error",
    "start",
]
