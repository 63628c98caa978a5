"""What a refusal is called before people: one sentence that says what to do.

A room says in `refusals.py` what its refusals are called: `SENTENCES = {"may_not_judge.holder": _(…)}`.
A key is a code, or what was refused within it, from the most to the least special:

- `code.reason`: one reason of one kind of refusal (a rule counts as a reason)
- `field.reason`: a reason where it concerns a certain field
- `reason`: wherever it is given
- `code`: the kind of refusal alone

`%(name)s` is filled from the refusal's facts; where one is missing the next key is tried.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from soi.core.refusals import Refusal
from soi.web.templatetags.soi import day, moment
from soi.web.words import of_rooms

NOT_DONE = _("Chưa làm được việc này. Xem lại các ô rồi làm lại.")
SENTENCES = {
    "refused": NOT_DONE,
    "unacceptable": NOT_DONE,
    "control_characters": _("Có ký tự máy không đọc được. Xóa chỗ đó rồi viết lại."),
    "missing": _("Còn ô bắt buộc chưa ghi."),
    "reason_missing": _("Ghi lý do."),
    "unknown": _("Chọn một mục có trong danh sách."),
    "already_there": _("Đã có rồi."),
    "unacceptable.in_the_future": _("Ngày này ở sau hôm nay (%(today)s)."),
    "too_long_ago": _("Ngày này quá xa: ghi ngày từ %(since)s trở lại đây."),
    "not_permitted": _("Vai đang chọn không được làm việc này."),
    "no_printer": _("Máy này chưa in được PDF: thiếu %(lacks)s."),
    "bad_picture": _("Ảnh này không đọc được. Chụp hoặc xuất lại rồi gửi lại."),
    "not_a_photo": _("Tệp “%(name)s” không phải ảnh đọc được; chọn ảnh JPEG, PNG, WEBP"),
    "photo_too_heavy": _("Ảnh “%(name)s” nặng %(megabytes)s MB; chọn ảnh từ 10 MB trở xuống"),
    "photo_too_many_pixels": _("Ảnh “%(name)s” quá lớn; chọn ảnh từ 40 triệu điểm ảnh trở xuống"),
}


@cache
def sentences() -> Mapping[str, object]:
    """Return the sentences of all rooms that are installed."""
    return {key: text for room in of_rooms("refusals", "SENTENCES") for key, text in room.items()}


def sentence(refusal: Refusal) -> str:
    """Return what people are told of `refusal`, in the language of the moment."""
    facts = {name: _written(value) for name, value in refusal.facts.items()}
    for key in _keys(refusal):
        text = sentences().get(key)
        if text is not None:
            try:
                return str(text) % facts
            except KeyError:
                continue
    return str(NOT_DONE)


def sentence_of(code: str) -> str:
    """Return what people are told of a refusal of which only the code or reason was kept."""
    return sentence(Refusal(reason=code))


def refuse(form: BaseForm, refusal: Refusal) -> None:
    """Put the sentence into the form, beside the field that the refusal names."""
    field = str(refusal.facts.get("field", ""))
    form.add_error(field if field in form.fields else None, sentence(refusal))


def _keys(refusal: Refusal) -> Iterator[str]:
    reason = refusal.facts.get("reason") or refusal.facts.get("rule") or ""
    if reason:
        yield f"{refusal.code}.{reason}"
        yield f"{refusal.facts.get('field', '')}.{reason}"
        yield str(reason)
    yield refusal.code


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
