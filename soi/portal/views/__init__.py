"""The portal's pages: front page, search, law, offices, staff start, errors."""

from soi.portal.views.errors import bad_request, broken, csrf_failure, forbidden, not_found
from soi.portal.views.health import healthz
from soi.portal.views.home import home
from soi.portal.views.law import calendar, enter_days, law
from soi.portal.views.offices import office, office_list
from soi.portal.views.pages import about, denounce, language, privacy
from soi.portal.views.rules import enter_rule, law_book, review_rule, rule
from soi.portal.views.search import search
from soi.portal.views.staff import account, start

__all__ = [
    "about",
    "account",
    "bad_request",
    "broken",
    "calendar",
    "csrf_failure",
    "denounce",
    "enter_days",
    "enter_rule",
    "forbidden",
    "healthz",
    "home",
    "language",
    "law",
    "law_book",
    "not_found",
    "office",
    "office_list",
    "privacy",
    "review_rule",
    "rule",
    "search",
    "start",
]
