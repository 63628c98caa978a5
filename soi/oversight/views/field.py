"""The phone page of a visit, and what phones send: as forms, or as JSON when the net is back."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

import msgspec
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.core.oversight import Act
from soi.core.refusals import Refusal, Unacceptable
from soi.counter import queries as counter
from soi.oversight import forms, queries, services
from soi.oversight.queries import VISITS, Visit
from soi.oversight.services import NewEntry
from soi.oversight.views.pages import find
from soi.web import clock, pictures
from soi.web.refusals import refuse, sentence

MOST_BYTES = 64 * 1024
_OTHER = {"key": "", "text": ""}  # what no question asks


class Wire(msgspec.Struct, forbid_unknown_fields=True):
    """One entry as a phone sends it; see `NewEntry`."""

    uuid: str
    text: str
    device_at: datetime
    seconds: float = 0.0
    base: int = 0
    question: str = ""
    answer: str = ""
    photos: tuple[str, ...] = ()


@login_required
@never_cache
@require_safe
def field(request: HttpRequest, number: str) -> HttpResponse:
    """Show the checklist of a visit as it is filled in on the spot."""
    found = _writable(request, number)
    return _page(request, found)


@login_required
@require_POST
def entry(request: HttpRequest, number: str) -> HttpResponse:
    """Take one entry; the same one twice is kept once."""
    found = _writable(request, number)
    if request.content_type == "application/json":
        return _from_phone(request, found)
    form = forms.EntryForm(request.POST)
    try:
        if form.is_valid():
            _by_form(request, found, form.cleaned_data)
            return redirect("oversight:field", number)
    except Refusal as refusal:
        refuse(form, refusal)
    return _page(request, found, wrong=form, status=422)


@login_required
@require_POST
def send_picture(request: HttpRequest, number: str, digest: str) -> HttpResponse:
    """Take a photo that an entry names."""
    found = _writable(request, number)
    file = request.FILES.get("photo")
    if file is None:
        return _refused(Unacceptable("photo", "missing"))
    try:
        if _digest(file) != digest:
            raise Unacceptable("photo", "entry_malformed")
        picture = pictures.reencode(file, "photo")
        services.add_photo(
            number=found.number, digest=digest, data=picture.data, stamp=clock.stamp(request)
        )
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"digest": digest}, status=201)


@login_required
@require_safe
def picture(request: HttpRequest, pk: int) -> FileResponse:
    """Give a photo of a visit to whoever may know of the visit from inside."""
    row = queries.photo(pk)
    stamp = clock.stamp(request)
    if row is None or stamp.mandate is None or not queries.knows(row.visit, stamp):
        raise Http404
    answer = FileResponse(default_storage.open(row.file), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _writable(request: HttpRequest, number: str) -> Visit:
    found = find(request, number)
    if not counter.permitted(VISITS, found, Act.NOTE, clock.stamp(request)):
        raise Http404
    return found


def _from_phone(request: HttpRequest, found: Visit) -> HttpResponse:
    try:
        wire = _read(request)
        new = NewEntry(**{**msgspec.structs.asdict(wire), "uuid": _uuid(wire.uuid)})
        noted = services.note(number=found.number, new=new, stamp=clock.stamp(request))
    except Refusal as refusal:
        return _refused(refusal)
    body = {
        "version": noted.entry.number,
        "arrival": noted.arrival.value,
        "missing": list(noted.missing),
        "acknowledged": not noted.missing,
    }
    return JsonResponse(body, status=201)


def _read(request: HttpRequest) -> Wire:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise Unacceptable("text", "entry_too_long")
    try:
        wire = msgspec.json.decode(request.body, type=Wire)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unacceptable("", "entry_malformed") from error
    if wire.device_at.tzinfo is None:
        raise Unacceptable("device_at", "entry_malformed")
    return wire


def _uuid(text: str) -> Any:
    from uuid import UUID

    try:
        return UUID(text)
    except ValueError as error:
        raise Unacceptable("uuid", "entry_malformed") from error


def _by_form(request: HttpRequest, found: Visit, told: Mapping[str, Any]) -> None:
    stamp = clock.stamp(request)
    files = request.FILES.getlist("photos")
    # All pictures are read before anything is written: one that is none leaves no half entry.
    shots = {_digest(file): pictures.reencode(file, "text").data for file in files}
    began = found.started_at or stamp.at
    seconds = (stamp.at - began).total_seconds()
    new = NewEntry(device_at=stamp.at, seconds=seconds, photos=tuple(shots), **told)
    services.note(number=found.number, new=new, stamp=stamp)
    for digest, data in shots.items():
        services.add_photo(number=found.number, digest=digest, data=data, stamp=stamp)


def _digest(file: "UploadedFile[Any]") -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _refused(refusal: Refusal) -> JsonResponse:
    field = str(refusal.facts.get("field", ""))
    said = sentence(refusal)
    return JsonResponse({"error": said, "fields": {field: said} if field else {}}, status=422)


def _page(
    request: HttpRequest, found: Visit, *, wrong: forms.EntryForm | None = None, status: int = 200
) -> HttpResponse:
    latest = queries.latest_entries(found)
    shots = queries.photos(found)
    page = {
        "visit": found,
        "rows": [_question(one, latest, shots, wrong) for one in (*found.checklist, _OTHER)],
        "done": len({one.question for one in latest if one.question}),
        "form": wrong,
    }
    return render(request, "oversight/field.html", page, status=status)


def _question(
    question: Mapping[str, str], latest: Any, shots: Any, wrong: forms.EntryForm | None
) -> dict[str, Any]:
    key = question["key"]
    rows = [one for one in latest if one.question == key]
    last = rows[-1] if rows and key else None
    refused = wrong if wrong is not None and wrong["question"].value() == key else None
    initial = {
        "uuid": last.uuid if last else uuid4(),
        "base": last.number if last else 0,
        "question": key,
        "answer": last.answer if last else "",
        "text": last.text if last else "",
    }
    return {
        "question": question,
        "form": refused or forms.EntryForm(initial=initial, auto_id=f"{key or 'khac'}-%s"),
        "entries": [(one, [shots.get(digest) for digest in one.photos]) for one in rows],
    }
