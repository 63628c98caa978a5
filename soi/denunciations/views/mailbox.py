"""The mailbox without script: opened in the server's memory, and said so."""

import json
import secrets
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from soi.core import entries, sealed
from soi.denunciations import queries, services
from soi.denunciations.forms import MailForm
from soi.denunciations.views import whom
from soi.denunciations.views.stretching import stretch
from soi.web import clock


@sensitive_post_parameters()
@sensitive_variables()
def plain(request: HttpRequest) -> HttpResponse:
    """Show the answers to whoever has the code, and take what is added."""
    known = queries.known()
    if request.method != "POST" or known is None:
        return _page(request, MailForm(), None)
    form = MailForm(request.POST)
    keys = _keys(form, known)
    if keys is None:
        return _page(request, form, None, status=422)
    opened = _opened(keys, known)
    adds = form.cleaned_data["more"] or form.cleaned_data["withdraw"]
    if not adds:
        return _page(request, _again(form), opened)
    if not (told := _last(opened)):
        form.add_error("more", _("Chưa viết thêm được: đợi người nhận trả lời lần đầu."))
        return _page(request, form, opened, status=422)
    _add(form, keys, told, known)
    return _page(request, _again(form), opened, sent=_("Đã gửi thêm."))


def _keys(form: MailForm, known: queries.Known) -> sealed.Keys | None:
    if not form.is_valid():
        return None
    try:
        code = sealed.normal(form.cleaned_data["code"])
    except sealed.BadCode:
        form.add_error("code", _("Mã có 20 ký tự, không có chữ U. Xem lại tờ giấy đã chép."))
        return None
    return sealed.keys(stretch(code, bytes.fromhex(known.body["salt"])))


def _opened(keys: sealed.Keys, known: queries.Known) -> list[dict[str, Any]]:
    found = []
    for parcel in queries.mail(sha256(keys.lookup).hexdigest()):
        told = _read(parcel.content, keys.mailbox)
        if told:
            titles = known.body["titles"]
            who = titles.get(told.get("by", {}).get("post", ""), "")
            where = whom.name(known.body, str(told.get("by", {}).get("office", "")))
            by = ", ".join(filter(None, (who, where)))
            found.append({**told, "by": by, "day": parcel.day.strftime("%d/%m/%Y")})
    return found


def _read(content: bytes, secret: bytes) -> dict[str, Any]:
    try:
        told = json.loads(sealed.emptied(sealed.open_with(content, [secret])))
    except (sealed.CannotOpen, sealed.NotAnEnvelope, sealed.NotFilled, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _last(opened: list[dict[str, Any]]) -> dict[str, Any]:
    return next((one for one in reversed(opened) if one.get("to")), {})


def _add(
    form: MailForm, keys: sealed.Keys, told: Mapping[str, Any], known: queries.Known
) -> None:  # fmt: skip
    words = {
        "type": "followup",
        "case": told["case"],
        "text": form.cleaned_data["more"],
        "withdraw": bool(form.cleaned_data["withdraw"]),
        "day": clock.today().isoformat(),
        "nonce": secrets.token_hex(8),
    }
    signature = sealed.sign(keys.sign, entries.canonical(words)).hex()
    # Only whom the manifest knows: an answer that names a stranger's key is not followed.
    have = queries.readers(known.body, services.epoch_of(_today()))
    to = [one.recipient for one in have.values() if one.person in told["to"]]
    envelope = services.pack({**words, "signature": signature}, to or list(told["keys"]))
    services.take(content=envelope, day=_today())


def _today() -> date:
    return clock.today()


def _again(form: MailForm) -> MailForm:
    return MailForm(initial={"code": form.cleaned_data["code"]})


def _page(
    request: HttpRequest, form: MailForm, found: list[dict[str, Any]] | None, *, sent: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "messages_found": found, "sent": sent}
    return render(request, "denunciations/plain_mailbox.html", context, status=status)
