"""Answers for programs: JSON, one shape of problem, parameters that say what was wrong with them.

Every room's interface is made of this: `answering` around a view, `Asked` for what stands in the
address, `json_body` for what was sent, `answer` for what goes out.
"""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any, TypeVar

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from soi.core.cursors import number as whole
from soi.core.refusals import Refusal, Unacceptable
from soi.web.lists import Listing
from soi.web.openapi import Problem
from soi.web.refusals import sentence

R = TypeVar("R", bound=Model)
MOST_ITEMS = 200
_CONFLICTS = {"not_now", "not_allowed", "too_late", "key_reused", "changed_meanwhile"}
_FORBIDDEN = {"may_not_judge", "not_permitted"}
_FLAGS = {"": None, "1": True, "true": True, "0": False, "false": False}
_View = Callable[..., HttpResponse]


class Unreadable(Exception):
    """A request cannot be taken: a status, a sentence, and one for each field."""

    def __init__(self, status: int, text: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.fields = status, text, dict(fields or {})


class TooMany(Refusal):
    """One address knocks too often. facts: wait, in seconds."""

    code = "too_many"


def answer(data: object, status: int = 200) -> HttpResponse:
    """Return a struct as JSON."""
    body = msgspec.json.encode(data)
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


def problem(status: int, text: str, fields: Mapping[str, str] | None = None) -> HttpResponse:
    """Return why a request was refused: one sentence, and one for each field."""
    return answer(Problem(str(text), dict(fields or {})), status)


def refused(refusal: Refusal) -> HttpResponse:
    """Return a refusal as a problem, with the status that fits it."""
    if isinstance(refusal, TooMany):
        wait = int(str(refusal.facts["wait"]))
        response = problem(429, _("Quá nhiều lần. Chờ %d phút rồi thử lại.") % (wait // 60 + 1))
        response["Retry-After"] = str(wait)
        return response
    words = sentence(refusal)
    if isinstance(refusal, Unacceptable):
        return problem(422, words, {refusal.field: words} if refusal.field else {})
    if refusal.code in _FORBIDDEN:
        return problem(403, words)
    return problem(409 if refusal.code in _CONFLICTS else 422, words)


def answering(
    *methods: str, refused: Callable[[Refusal], HttpResponse] = refused
) -> Callable[[_View], _View]:
    """Give back a decorator: only these methods, and every refusal as a sentence in JSON."""

    def decorate(view: _View) -> _View:
        @csrf_exempt
        @wraps(view)
        def with_problems(request: HttpRequest, *args: str, **more: str) -> HttpResponse:
            if request.method not in methods:
                response = problem(405, _("Địa chỉ này chỉ nhận %s.") % ", ".join(methods))
                response["Allow"] = ", ".join(methods)
                return response
            try:
                return view(request, *args, **more)
            except Unreadable as wrong:
                return problem(wrong.status, wrong.text, wrong.fields)
            except Refusal as refusal:
                return refused(refusal)

        return with_problems

    return decorate


class Asked:
    """The parameters in an address; what is wrong with any of them is said together."""

    def __init__(self, request: HttpRequest) -> None:
        self._given = request.GET
        self._wrong: dict[str, str] = {}

    def limit(self) -> int:
        """Return how many items one page is to hold."""
        found = whole(self._given.get("limit") or "50", digits=3)
        if found and found <= MOST_ITEMS:
            return found
        self._wrong["limit"] = _("Chọn từ 1 đến 200.")
        return 1

    def flag(self, name: str) -> bool | None:
        """Return yes, no, or None where nothing was asked."""
        text = self._given.get(name, "").lower()
        if text not in _FLAGS:
            self._wrong[name] = _("Ghi true hoặc false.")
        return _FLAGS.get(text)

    def word(self, name: str, known: Collection[str] | Callable[[str], bool]) -> str:
        """Return a word out of those that are known; empty where nothing was asked."""
        text = self._given.get(name, "")
        fits = known(text) if callable(known) else text in known
        if text and not fits:
            self._wrong[name] = _("Không có từ này trong danh sách.")
        return text

    def done(self) -> None:
        """Say what was wrong. Raises: Unreadable."""
        if self._wrong:
            raise Unreadable(422, next(iter(self._wrong.values())), self._wrong)


def page_of(listing: Listing[R], request: HttpRequest, shape: Callable[[R], Any]) -> dict[str, Any]:
    """Return `items` and `next`, as every list of the interface has them.

    Raises: Unacceptable, for an `after` that no page gave.
    """
    found = listing.page({"after": request.GET.get("after", "")})
    return {"items": [shape(row) for row in found.rows], "next": found.next or None}


def body_of(request: HttpRequest) -> bytes:
    """Return what was sent. Raises: Unreadable."""
    try:
        return request.body
    except RequestDataTooBig as error:
        raise Unreadable(413, _("Phần gửi lên quá lớn.")) from error
    except UnreadablePostError as error:
        raise Unreadable(400, _("Phần gửi lên bị đứt quãng hoặc sai định dạng.")) from error


def json_body(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that was sent. Raises: Unreadable."""
    body = body_of(request)
    if request.content_type != "application/json":
        raise Unreadable(415, _("Gửi bằng application/json."))
    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Unreadable(400, _("Phần gửi lên không phải JSON đọc được.")) from error
    if not isinstance(told, dict):
        raise Unreadable(400, _("Phần gửi lên phải là một đối tượng JSON."))
    return told
