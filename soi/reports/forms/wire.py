"""Requests of programs: read without trust, then checked by the same form as the page.

Whatever comes is answered with a sentence for each field; nothing here writes.
"""

import math
from collections.abc import Mapping
from typing import Any

import msgspec
from django import forms
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from soi.core.filings import BORDER, TOPICS
from soi.core.refusals import Unacceptable
from soi.core.vietnamese import clean
from soi.offices import queries as offices
from soi.reports.forms.fields import Word
from soi.reports.forms.filing import NOBODY, UNKNOWN_PLACE, TellForm
from soi.reports.services import Contact, Filing, NewPhoto
from soi.web import pictures
from soi.web.api import Unreadable, body_of, json_body
from soi.web.fields import UNREADABLE
from soi.web.refusals import sentence

MOST_PHOTOS = 5
_CONTACT = {"name": "name", "phone": "phone", "email": "email", "address": "home"}
_WORDS = ("kind", "text", "topic", "group", "address", "concerns")
_FARTHEST = 1000  # degrees; whatever lies beyond is no coordinate, and may be no number

_REASONS = {
    "not_satisfied": "not_satisfied",
    "slow": "slow",
    "wrong": "wrong",
    "chưa thỏa đáng": "not_satisfied",
    "xử lý chậm": "slow",
    "sai nội dung": "wrong",
}


_ALWAYS = {"kind", "text", "topic", "group", "name", "home"}
_PLACE = {"lat", "long"}
_POINT = {"invalid": gettext_lazy("Ghi tọa độ bằng số, như 16.015")}


class WireForm(TellForm):
    """The page's form, with the words of the interface."""

    kind = Word(
        BORDER,
        error_messages={
            "required": gettext_lazy("Ghi loại: phan_anh, kien_nghi hoặc khieu_nai"),
            "invalid_choice": gettext_lazy("Loại chỉ có thể là phan_anh, kien_nghi hoặc khieu_nai"),
        },
    )
    topic = Word(
        frozenset(TOPICS),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Không có lĩnh vực này")},
    )

    group = Word(  # type: ignore[assignment]
        (),
        required=False,
        error_messages=TellForm.base_fields["group"].error_messages,
    )
    concerns = Word(
        frozenset({NOBODY}),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chỉ ghi nobody, hoặc để trống")},
    )
    lat = forms.FloatField(required=False, error_messages=_POINT)
    long = forms.FloatField(required=False, error_messages=_POINT)

    def __init__(self, told: Mapping[str, str], **more: Any) -> None:
        # Every field is copied for every request: most programs send three of the twelve.
        wanted = _ALWAYS | told.keys() | (_PLACE if _PLACE & told.keys() else set())
        self.base_fields = {  # type: ignore[misc]
            name: field for name, field in type(self).base_fields.items() if name in wanted
        }
        super().__init__(told, **more)
        group = self.fields["group"]
        if isinstance(group, Word):
            group.words = {UNKNOWN_PLACE, *(one.slug for one in self.chart.groups())}

    def clean(self) -> dict[str, Any]:
        """Check what concerns several fields at once."""
        found = super().clean()
        given = [name for name in ("lat", "long") if self.data.get(name)]
        if len(given) == 1:
            missing = "long" if given == ["lat"] else "lat"
            self.add_error(missing, _("Ghi đủ cả vĩ độ (lat) và kinh độ (long)"))
        if found.get("kind") == "khieu_nai":
            for name in ("name", "home"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _NEEDED[name])
        return found


_NEEDED = {
    "name": gettext_lazy("Khiếu nại phải ghi họ tên người khiếu nại"),
    "home": gettext_lazy("Khiếu nại phải ghi địa chỉ người khiếu nại"),
}


def read_filing(request: HttpRequest, chart: offices.Chart) -> Filing:
    """Return what a program sends, checked, its photos written anew.

    Raises: Unreadable.
    """
    told, files = _told(request)
    key = _key(request)
    form = WireForm(told, chart=chart)
    fields = {_outer(name): str(errors[0]) for name, errors in form.errors.items()}
    if len(files) > MOST_PHOTOS:
        fields["photos"] = _("Chọn tối đa 5 ảnh")
    if fields:
        raise Unreadable(422, _("Có ô chưa đúng, chưa gửi gì cả."), fields)
    found = form.cleaned_data
    return Filing(
        kind=BORDER[found["kind"]],
        text=found["text"],
        topic=found["topic"],
        group="" if found["group"] == UNKNOWN_PLACE else found["group"],
        lat=found["lat"],
        long=found["long"],
        address=found.get("address", ""),
        contact=Contact(**{field: found.get(ours, "") for field, ours in _CONTACT.items()}),
        photos=_photos(files),
        key=key,
        channel="api",
        language=(get_language() or "vi")[:2],
        accuses_nobody=found.get("concerns") == NOBODY,
    )


def read_dispute(request: HttpRequest) -> tuple[str, str]:
    """Return the reason and the words of a dispute; the Vietnamese word does as well.

    Raises: Unreadable.
    """
    told = json_body(request)
    fields, plain = {}, _plain(told, ("reason", "text"))
    reason = _REASONS.get(plain.get("reason", ""))
    if reason is None:
        fields["reason"] = _("Lý do là not_satisfied, slow hoặc wrong")
    if len(plain.get("text", "")) > 5000:
        fields["text"] = _("Viết từ 5.000 chữ cái trở xuống")
    if fields or reason is None:
        raise Unreadable(422, _("Có ô chưa đúng, chưa gửi gì cả."), fields)
    return reason, plain.get("text", "")


def read_empty(request: HttpRequest) -> str:
    """Return the words that may come with an acceptance; no body at all is fine.

    Raises: Unreadable.
    """
    if request.content_type != "application/json" or not body_of(request).strip():
        return ""
    return _plain(json_body(request), ("text",)).get("text", "")[:5000]


def _told(request: HttpRequest) -> tuple[dict[str, str], list[Any]]:
    if request.content_type == "application/json":
        return _flat(json_body(request)), []
    if request.content_type != "multipart/form-data":
        raise Unreadable(415, _("Gửi bằng application/json hoặc multipart/form-data."))
    form, files = _multipart(request)
    told: dict[str, Any] = {name: form.get(name) for name in (*_WORDS, "lat", "long")}
    contact = {name: _of_contact(form, name) for name in _CONTACT}
    whole = str(form.get("contact") or "")
    if whole:
        try:
            contact = msgspec.json.decode(whole.encode("utf-8", "replace"))
        except msgspec.DecodeError:
            told["contact"] = whole
    return _flat({**told, "contact": told.get("contact", contact)}, typed=False), files


def _multipart(request: HttpRequest) -> tuple[QueryDict, list[Any]]:
    try:
        return request.POST, request.FILES.getlist("photos")
    except (MultiPartParserError, UnreadablePostError) as error:
        raise Unreadable(400, _("Phần gửi lên bị đứt quãng hoặc sai định dạng.")) from error
    except RequestDataTooBig as error:
        raise Unreadable(413, _("Phần gửi lên quá lớn.")) from error
    except SuspiciousOperation as error:
        raise Unreadable(400, _("Phần gửi lên có quá nhiều ô hoặc quá nhiều tệp.")) from error


def _of_contact(form: QueryDict, name: str) -> str | None:
    return form.get(f"contact.{name}") or form.get(f"contact[{name}]")


def _flat(told: Mapping[str, Any], *, typed: object = True) -> dict[str, str]:
    """Return the fields as the form takes them.

    Raises: Unreadable, where a value is of another type than it should be.
    """
    contact = told.get("contact") or {}
    if not isinstance(contact, dict):
        raise _wrong_type({"contact": _("contact là một đối tượng có name, phone, email, address")})
    flat = _plain(told, _WORDS)
    inner = _plain(contact, tuple(_CONTACT), prefix="contact.")
    flat |= {_CONTACT[name]: word for name, word in inner.items()}
    for name in ("lat", "long"):
        value = told.get(name)
        if value is not None and value != "":
            flat[name] = _number(name, value) if typed else str(value)[:40]
    return flat


def _plain(told: Mapping[str, Any], names: tuple[str, ...], prefix: str = "") -> dict[str, str]:
    plain, fields = {}, {}
    for name in names:
        value = told.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            fields[prefix + name] = _("Ghi bằng chữ, trong ngoặc kép")
            continue
        try:
            plain[name] = clean(value, name)
        except Unacceptable:
            fields[prefix + name] = str(UNREADABLE)
    if fields:
        raise _wrong_type(fields)
    return plain


def _number(name: str, value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not -_FARTHEST < value < _FARTHEST or math.isnan(value):  # type: ignore[operator,arg-type]
        raise _wrong_type({name: _("Ghi tọa độ bằng số, như 16.015")})
    return repr(value)


def _wrong_type(fields: dict[str, str]) -> Unreadable:
    return Unreadable(422, _("Có ô chưa đúng, chưa gửi gì cả."), fields)


def _outer(name: str) -> str:
    """Return what the interface calls a field of the form."""
    inner = {ours: f"contact.{theirs}" for theirs, ours in _CONTACT.items()}
    return inner.get(name, "error" if name == "__all__" else name)


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > 200 or not key.isprintable():
        raise Unreadable(400, _("Idempotency-Key dài quá 200 ký tự hoặc có ký tự lạ."))
    return f"api:{key}" if key else ""


def _photos(files: list[Any]) -> tuple[NewPhoto, ...]:
    photos = []
    for file in files:
        try:
            one = pictures.reencode(file)
        except Unacceptable as refusal:
            words = sentence(refusal)
            raise Unreadable(422, words, {"photos": words}) from refusal
        photos.append(NewPhoto(one.data, one.width, one.height))
    return tuple(photos)
