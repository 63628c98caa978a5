"""The mailbox without script: opened in the server's memory, and said so."""

import secrets
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from soi.core import sealed
from soi.core.competence import NobodyCompetent
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
        return _page(request, MailForm())
    form = MailForm(request.POST)
    keys = _keys(form, known)
    if keys is None:
        return _page(request, form, status=422)
    thread = _thread(keys, known)
    found = {"messages_found": _shown(thread, known), "untrue": thread.untrue}
    if not form.cleaned_data["more"] and not form.cleaned_data["withdraw"]:
        return _page(request, _again(form), found)
    if not thread.about:
        form.add_error("more", _("Chưa viết thêm được: đợi người nhận trả lời lần đầu."))
        return _page(request, form, found, status=422)
    try:
        _add(form, keys, thread, known)
    except NobodyCompetent as refusal:
        body = whom.name(known.body, str(refusal.facts["outside"]))
        form.add_error("more", _outside(body))
        return _page(request, form, found, status=422)
    return _page(request, _again(form), {**found, "sent": _("Đã gửi thêm.")})


def _keys(form: MailForm, known: queries.Known) -> sealed.Keys | None:
    if not form.is_valid():
        return None
    try:
        codes = sealed.readings(form.cleaned_data["code"])
    except sealed.BadCode:
        form.add_error("code", _("Mã có 20 ký tự, không có chữ U. Xem lại tờ giấy đã chép."))
        return None
    salt = bytes.fromhex(known.body["salt"])
    for code in codes[1:]:  # only where a keyboard changed what was pressed
        keys = sealed.keys(stretch(code, salt))
        if queries.mail(sha256(keys.lookup).hexdigest()):
            return keys
    return sealed.keys(stretch(codes[0], salt))


def _thread(keys: sealed.Keys, known: queries.Known) -> services.Thread:
    mail = queries.mail(sha256(keys.lookup).hexdigest())
    found = [services.letter(one.content, keys.mailbox, one.day) for one in mail]
    return services.thread(filter(None, found), known.body, keys.verify)


def _shown(thread: services.Thread, known: queries.Known) -> list[dict[str, str]]:
    return [
        {
            "text": one.told.get("text", ""),
            "by": whom.author(known.body, one.told.get("by") or {}),
            "day": one.day.strftime("%d/%m/%Y"),
        }
        for one in thread.letters
    ]


def _add(
    form: MailForm, keys: sealed.Keys, thread: services.Thread, known: queries.Known
) -> None:  # fmt: skip
    today = clock.today()
    words = services.signed_by(keys, {
        "type": "followup",
        "case": thread.about,
        "text": form.cleaned_data["more"],
        "withdraw": bool(form.cleaned_data["withdraw"]),
        "day": today.isoformat(),
        "nonce": secrets.token_hex(8),
    })  # fmt: skip
    # To the first note's readers and those who came since, as far as they may have it today.
    for recipients in services.keep(known.body, thread.accused, thread.readers, today).recipients:
        services.take(content=services.pack(words, recipients), day=today)


def _outside(body: str) -> str:
    return _(
        "Ở đây không đủ hai cơ quan được phép nhận đơn này. Luật để đơn này cho: %(body)s."
    ) % {"body": body}  # fmt: skip


def _again(form: MailForm) -> MailForm:
    return MailForm(initial={"code": form.cleaned_data["code"]})


def _page(
    request: HttpRequest, form: MailForm, found: dict[str, object] | None = None, *,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "messages_found": None, **(found or {})}
    return render(request, "denunciations/plain_mailbox.html", context, status=status)
