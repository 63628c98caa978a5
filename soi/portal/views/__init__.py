"""The portal's pages: front page, search, law, offices, staff start, errors."""

from soi.portal.views.coordination import coordination, edit_coordination
from soi.portal.views.errors import bad_request, broken, csrf_failure, forbidden, not_found
from soi.portal.views.health import healthz
from soi.portal.views.home import home
from soi.portal.views.law import calendar, enter_days, law
from soi.portal.views.offices import office, office_list, tree
from soi.portal.views.pages import about, denounce, language, privacy
from soi.portal.views.reorganise import (
    act_on_event,
    draft_event,
    reorganisation,
    reorganisations,
    settle_handover,
)
from soi.portal.views.rules import enter_rule, law_book, review_rule, rule
from soi.portal.views.search import search
from soi.portal.views.staff import account, start

__all__ = [
    "about",
    "account",
    "act_on_event",
    "bad_request",
    "broken",
    "calendar",
    "coordination",
    "csrf_failure",
    "denounce",
    "draft_event",
    "edit_coordination",
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
    "reorganisation",
    "reorganisations",
    "review_rule",
    "rule",
    "search",
    "settle_handover",
    "start",
    "tree",
]
