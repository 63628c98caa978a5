"""Which form asks for what an act needs, and how its words become the service's arguments."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from soi.core.oversight import Act, Grade, Question, Role, Step
from soi.core.refusals import Unacceptable
from soi.oversight import forms, services
from soi.oversight.services import Member
from soi.people import queries as people

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """One act: its form, its service, and how what was filled in is handed over."""

    form: type[forms.ActForm]
    do: Callable[..., object]
    adapt: Callable[[Any, Told], Told] = lambda form, told: told


def _members(form: forms.SeatForm, told: Told) -> Told:
    known = {user.username: user for user in people.users()}
    members = []
    for place, line in enumerate(filter(str.strip, told.pop("people").splitlines())):
        login, _colon, interests = line.partition(":")
        user = known.get(login.strip())
        if user is None:
            raise Unacceptable("people", "unknown", name=login.strip())
        role = Role.LEAD if place == 0 else Role.MEMBER
        name = str(user)
        members.append(Member(f"user:{user.pk}", name, role, interests.strip()))
    return {**told, "members": members}


def _questions(form: forms.StartForm, told: Told) -> Told:
    lines = [line.strip() for line in told.pop("questions").splitlines() if line.strip()]
    questions = [
        Question(f"q{n}", re.sub(r"^\d+[.)]\s*", "", line)) for n, line in enumerate(lines, 1)
    ]
    return {**told, "questions": questions}


def _finding(form: forms.FindForm, told: Told) -> Told:
    vote = form.vote()
    rest = {key: value for key, value in told.items() if key not in ("votes", "against")}
    return {**rest, "grade": Grade(told["grade"]), "vote": vote}


def _advice(form: forms.AdviseForm, told: Told) -> Told:
    finding = int(told["finding"]) if told["finding"] else None
    keys = ("text", "addressee", "written_due_on")
    new = {key: told[key] for key in keys}
    return {**new, "visit": told["number"], "finding": finding, "vote": form.vote()}


WAYS: dict[Act, Way] = {
    Act.SEAT: Way(forms.SeatForm, services.seat, _members),
    Act.ANNOUNCE: Way(forms.AnnounceForm, services.announce),
    Act.START: Way(forms.StartForm, services.start, _questions),
    Act.MINUTE: Way(forms.MinuteForm, services.minute),
    Act.SIGN: Way(forms.ActForm, services.sign),
    Act.COUNTERSIGN: Way(forms.CountersignForm, services.countersign),
    Act.FIND: Way(forms.FindForm, services.find, _finding),
    Act.REPORT: Way(forms.TextForm, services.report),
    Act.REPLY: Way(forms.TextForm, services.reply),
    Act.CONCLUDE: Way(forms.ConcludeForm, services.conclude),
    Act.ADVISE: Way(forms.AdviseForm, services.adopt, _advice),
    Act.CLOSE: Way(forms.ActForm, services.close),
    Act.CANCEL: Way(forms.ReasonForm, services.cancel),
}
STEPS: dict[Step, Way] = {
    Step.CONFIRM: Way(forms.ActForm, services.confirm),
    Step.SEND: Way(forms.SendForm, services.send),
    Step.RECEIVE: Way(forms.ReceiveForm, services.receive),
    Step.TAKE_BACK: Way(forms.ReasonForm, services.take_back),
}
