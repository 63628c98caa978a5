"""Minutes, findings, report, reply and conclusion: each version kept, each side heard."""

from django.db import transaction

from soi.core.deadlines import compute
from soi.core.oversight import REPORT, Act, Grade, Kind, Unsigned, Vote, demand_majority
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.counter import services as counter
from soi.law import queries as law
from soi.oversight.models import Finding, Visit
from soi.oversight.queries.registers import VISITS


@transaction.atomic
def minute(*, number: str, text: str, stamp: Stamp, seen: int | None = None) -> Visit:
    """Write the minutes, or correct them; every version stays, and signatures fall with it.

    Raises: Unacceptable.
    """
    _demand_words("minutes", text)
    with counter.take(VISITS, Act.MINUTE, stamp, seen=seen, number=number) as (visit, move):
        move.correct("minutes", text)
        # Nobody has signed what was written after.
        visit.signed_on = visit.countersigned_on = None
        visit.differences = ""
        return move()


@transaction.atomic
def sign(*, number: str, stamp: Stamp, seen: int | None = None) -> Visit:
    """Sign the minutes for the team; from then the days to report run.

    Raises: Unsigned, where there are no minutes.
    """
    with counter.take(VISITS, Act.SIGN, stamp, seen=seen, number=number) as (visit, move):
        if not visit.minutes:
            raise Unsigned(rule="minutes")
        visit.signed_on, book = stamp.on, law.book()
        rule = REPORT.get(Kind(visit.kind), "")
        limit = book.limit(rule, stamp.on) if rule else None
        visit.report_due_on = compute(limit, stamp.on, book.calendar()).due_on
        return move()


@transaction.atomic
def countersign(*, number: str, differences: str, stamp: Stamp, seen: int | None = None) -> Visit:
    """Sign for the body that was overseen, with all that it rejects, in its own words.

    Raises: Unsigned, before the team has signed.
    """
    with counter.take(VISITS, Act.COUNTERSIGN, stamp, seen=seen, number=number) as (visit, move):
        if visit.signed_on is None:
            raise Unsigned(rule="team")
        visit.countersigned_on, visit.differences = stamp.on, differences.strip()
        return move(text=visit.differences, facts={"differs": bool(visit.differences)})


@transaction.atomic
def find(
    *,
    number: str,
    fact: str,
    norm: str,
    grade: Grade,
    vote: Vote,
    stamp: Stamp,
    evidence: str = "",
    dissent: str = "",
    seen: int | None = None,
) -> Finding:
    """Hold a fact against its norm, graded by evidence and carried by most of the team.

    Raises: TooFew, NotAMajority, Unacceptable.
    """
    _demand_words("fact", fact)
    _demand_words("norm", norm)
    if grade is not Grade.NOT:
        _demand_words("evidence", evidence)
    with counter.take(VISITS, Act.FIND, stamp, seen=seen, number=number) as (visit, move):
        demand_majority(vote, visit.team.count())
        finding = Finding.objects.create(
            visit=visit,
            fact=fact.strip(),
            norm=norm.strip()[:300],
            evidence=evidence.strip(),
            grade=grade,
            votes=vote.votes,
            against=vote.against,
            dissent=dissent.strip(),
        )
        move(facts={"grade": grade.value, "votes": vote.votes, "against": vote.against})
        return finding


@transaction.atomic
def report(*, number: str, text: str, stamp: Stamp, seen: int | None = None) -> Visit:
    """Hand in the report; whoever writes it does not conclude.

    Raises: Unsigned, where the minutes lack the team's signature; Unacceptable.
    """
    _demand_words("report", text)
    with counter.take(VISITS, Act.REPORT, stamp, seen=seen, number=number) as (visit, move):
        if visit.signed_on is None:
            raise Unsigned(rule="team")
        move.correct("report", text)
        visit.author, visit.reported_on = stamp.person, stamp.on
        return move(facts={"countersigned": visit.countersigned_on is not None})


@transaction.atomic
def reply(*, number: str, text: str, stamp: Stamp, seen: int | None = None) -> Visit:
    """Answer as the body that was overseen; it stands beside the report for good.

    Raises: Unacceptable.
    """
    _demand_words("reply", text)
    with counter.take(VISITS, Act.REPLY, stamp, seen=seen, number=number) as (visit, move):
        visit.reply = f"{visit.reply}\n\n{text.strip()}".strip()
        return move(text=text.strip())


@transaction.atomic
def conclude(
    *, number: str, text: str, document: str, stamp: Stamp, seen: int | None = None
) -> Visit:
    """Conclude by a document, after the subject was heard; it is public from then on.

    Raises: Unacceptable.
    """
    _demand_words("conclusion", text)
    _demand_words("document", document)
    with counter.take(VISITS, Act.CONCLUDE, stamp, seen=seen, number=number) as (visit, move):
        move.correct("conclusion", text)
        visit.document, visit.concluded_on = document, stamp.on
        return move(document=document, facts={"subject_replied": bool(visit.reply)})


def _demand_words(field: str, text: str) -> None:
    if not text.strip():
        raise Unacceptable(field, "missing")
