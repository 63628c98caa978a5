"""The reading room as its script sees it: the same boxes for every reader, duties by name."""

import struct
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soi.core import sealed
from soi.core.deadlines import ExtensionRefused
from soi.denunciations import queries, services
from soi.denunciations.views import tokens
from soi.denunciations.views.door import body, refused
from soi.web import clock
from soi.web.refusals import sentence


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Give whoever signs with a receiver's key a pass of two hours that names nobody."""
    told = body(request)
    words = (str(told.get(name, "")) for name in ("verify", "challenge", "signature"))
    ticket = tokens.enter(*words)
    if not ticket:
        return refused(_("Khóa này không có trong danh sách người nhận đang có hiệu lực."), 403)
    return JsonResponse({"pass": ticket})


@require_POST
def locker(request: HttpRequest) -> HttpResponse:
    """Return or keep locked keys, by an address that only the passphrase gives."""
    told = body(request)
    address = str(told.get("address", ""))
    if "age" in told:
        return _put_away(address, str(told.get("epoch", "")), str(told["age"]))
    found = queries.lockers(address)
    return JsonResponse({"keys": {epoch: blob.hex() for epoch, blob in found.items()}})


@require_POST
def feed(request: HttpRequest) -> HttpResponse:
    """Return the next boxes after a batch: u32 batch, u16 name, u32 content, each time.

    The caller asks again after the last batch it got, until nothing comes.
    """
    if not tokens.is_inside(request):
        return outside()
    after = str(body(request).get("after", "0"))
    pieces = []
    for batch, name, content in queries.feed(int(after[:18]) if after.isdecimal() else 0):
        words = name.encode()
        pieces += [struct.pack(">IHI", batch, len(words), len(content)), words, content]
    return HttpResponse(b"".join(pieces), content_type="application/octet-stream")


@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """Return one sealed file by its name."""
    if not tokens.is_inside(request):
        return outside()
    found = queries.file_box(str(body(request).get("box", "")))
    if found is None:
        return refused(_("Không có hộp này."), 404)
    return HttpResponse(found.content, content_type="application/octet-stream")


@require_POST
def identity(request: HttpRequest) -> HttpResponse:
    """Hand out a sealed identity, after its opening is on the way to the public record."""
    if not tokens.is_inside(request):
        return outside()
    told = body(request)
    try:
        found = services.open_identity(
            name=str(told.get("box", "")),
            commitment=bytes.fromhex(str(told.get("commitment", ""))),
            day=clock.today(),
        )
    except (services.NoMailbox, ValueError):
        return refused(_("Không có hộp này."), 404)
    return HttpResponse(found.content, content_type="application/octet-stream")


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Put a sealed answer into a mailbox."""
    if not tokens.is_inside(request):
        return outside()
    told = body(request)
    try:
        services.deliver(
            address=str(told.get("address", "")),
            verify=bytes.fromhex(str(told.get("verify", ""))),
            content=bytes.fromhex(str(told.get("age", ""))),
            day=clock.today(),
        )
    except (services.NoMailbox, services.BadLength, sealed.NotAnEnvelope, ValueError):
        return refused(_("Trả lời chưa được gửi: hộp thư hoặc hộp đã khóa không đúng."))
    return JsonResponse({}, status=201)


@require_POST
def duties(request: HttpRequest) -> HttpResponse:
    """Begin, show, finish, extend or pause one step by its random words."""
    if not tokens.is_inside(request):
        return outside()
    told = body(request)
    try:
        number = _acted(str(told.get("act", "")), told)
    except (services.NoSuchDuty, services.NoSuchRule):
        return refused(_("Không có bước này, hoặc bước đã xong."))
    except ExtensionRefused as refusal:
        return refused(sentence(refusal))
    except (KeyError, TypeError, ValueError):
        return refused(_("Ngày hoặc dữ kiện của bước chưa đúng."))
    found = queries.duty(number)
    if found is None:
        return refused(_("Không có bước này, hoặc bước đã xong."), 404)
    return JsonResponse(
        {
            "number": found.number,
            "rule": found.rule,
            "began_on": found.began_on.isoformat(),
            "due_on": found.due_on.isoformat() if found.due_on else None,
            "done_on": found.done_on.isoformat() if found.done_on else None,
            "source": found.trace.get("source", ""),
            "review": found.trace.get("review", ""),
        }
    )


def outside() -> HttpResponse:
    """Say that the door of the room is closed, whatever lies behind it."""
    return refused(_("Hãy mở khóa trước rồi làm lại."), 403)


def _acted(act: str, told: dict[str, object]) -> str:
    number, today = str(told.get("number", "")), clock.today()
    if act == "begin":
        facts = told.get("facts")
        return services.begin(
            rule=str(told["rule"]),
            began_on=_day(told["began_on"]),
            facts=[str(one) for one in facts] if isinstance(facts, list) else [],
            day=today,
        )
    if act == "finish":
        services.finish(number=number, day=today)
    elif act == "extend":
        services.extend(
            number=number,
            condition=str(told["condition"]),
            document=str(told["document"]),
            decided_on=_day(told["decided_on"]),
            day=today,
        )
    elif act == "pause":
        services.pause(
            number=number, since=_day(told["since"]), until=_day(told["until"]), day=today
        )
    return number


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def _put_away(address: str, epoch: str, age: str) -> HttpResponse:
    try:
        services.put_away(address=address, epoch=epoch[:7], content=bytes.fromhex(age))
    except (services.Refused, ValueError):
        return refused(_("Khóa chưa được cất: đã có một khóa cho kỳ này, hoặc tệp không đúng."))
    return JsonResponse({}, status=201)
