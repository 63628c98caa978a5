"""Whoever is to be bound by a directive, and whoever it is none of, disposes of nothing in it."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from soi.core.mandates import NotPermitted
from soi.core.refusals import Unacceptable
from soi.directives import queries, services
from soi.directives.services import Decision, NewDocument, NewSession
from soi.directives.services.followup import Known
from soi.offices.services import NewOffice
from soi.record import queries as record
from tests.directives.test_views import NOTICE

PARTY, ECONOMY, CULTURE = "dang-uy-phuong-mau", "phong-kt-phuong-mau", "phong-vhxh-phuong-mau"
AT = datetime(2026, 10, 12, 2, tzinfo=UTC)


@pytest.fixture
def party(person):
    return person("party_office", PARTY, AT)


@pytest.fixture
def head(person):
    return person("office_head", ECONOMY, AT)


@pytest.fixture
def document(ward, party):
    return services.register(text=NOTICE, new=NewDocument(issuer_office=PARTY), stamp=party)


@pytest.fixture
def session(ward, party):
    new = NewSession(
        title="Vệ sinh chợ", held_on=date(2026, 10, 9), visiting=PARTY, subject=ECONOMY,
        visibility="internal",
    )  # fmt: skip
    return services.schedule(new=new, stamp=party)


def decision(draft, holder=ECONOMY):
    return Decision(draft.title, holder, date(2027, 12, 31), visibility="internal")


def acts_on_a_document(document, stamp):
    """Return every act on a document and its drafts, by name, as `stamp` would do it."""
    draft = queries.drafts(document)[0]
    number = document.number
    body = NewOffice(
        slug="to-moi", name="Tổ mới", short_name="Tổ mới", kind="standing_body",
        track="party", level="commune", since=date(2026, 10, 12),
        parents=[(PARTY, "administrative")],
    )  # fmt: skip
    told = Known(PARTY, date(2026, 10, 10), "Họp")
    asked = {"question": "Đến đâu?", "due_on": date(2026, 10, 20)}
    return {
        "accept": lambda: services.accept(
            pk=draft.pk, decision=decision(draft), requester=PARTY, stamp=stamp
        ),
        "reject": lambda: services.reject(pk=draft.pk, reason="Không làm", stamp=stamp),
        "split": lambda: services.split(pk=draft.pk, pieces=draft.text.split(" ", 1), stamp=stamp),
        "ask": lambda: services.ask_again(pk=draft.pk, stamp=stamp),
        "alias": lambda: services.name_alias(number=number, name="Bản khác", stamp=stamp),
        "known": lambda: services.make_known(number=number, told=told, stamp=stamp),
        "body": lambda: services.create_body(document=number, office=body, stamp=stamp),
        "round": lambda: services.ask_round(document=number, stamp=stamp, **asked),
    }


def acts_on_a_session(session, stamp):
    number = session.number
    return {
        "participant": lambda: services.add_participant(
            number=number, office=ECONOMY, post="Trưởng phòng", role="subject", stamp=stamp
        ),
        "minutes": lambda: services.hold(number=number, minutes="Khác đi", stamp=stamp),
        "request": lambda: services.request(
            number=number, text="Làm", holder="cong-an-phuong-mau", stamp=stamp
        ),
        "conclude": lambda: services.conclude(number=number, notice="1-TB", stamp=stamp),
    }


@pytest.mark.parametrize(
    "act", ["accept", "reject", "split", "ask", "alias", "known", "body", "round"]
)
@pytest.mark.parametrize("office", [ECONOMY, CULTURE, "mttq-phuong-mau"])
def test_nobody_acts_on_the_document_of_another(document, person, act, office):
    stamp, before = person("office_head", office, AT), record.root()

    with pytest.raises(NotPermitted):
        acts_on_a_document(document, stamp)[act]()
    assert record.root() == before


@pytest.mark.parametrize("act", ["participant", "minutes", "request", "conclude"])
@pytest.mark.parametrize("office", [ECONOMY, CULTURE])
def test_nobody_acts_on_the_session_of_another(session, party, person, act, office):
    services.hold(number=session.number, minutes="Biên bản", stamp=party)
    stamp, before = person("office_head", office, AT), record.root()

    with pytest.raises(NotPermitted):
        acts_on_a_session(session, stamp)[act]()
    assert record.root() == before


def test_no_page_lets_the_bound_office_decide(document, signed_in):
    head, draft = signed_in("office_head", ECONOMY), queries.drafts(document)[0]
    fields = {"title": draft.title, "holder": ECONOMY, "visibility": "internal"}

    assert head.post(f"/staff/drafts/{draft.pk}/accept/", fields).status_code == 403
    assert head.post(f"/staff/drafts/{draft.pk}/reject/", {"reason": "x"}).status_code == 403
    assert head.post(f"/staff/documents/{document.number}/alias/", {"name": "x"}).status_code == 403
    assert queries.draft(draft.pk).state == "waiting"


def test_who_works_in_the_bound_office_does_not_decide_under_another_hat(document, party, user):
    draft = queries.drafts(document)[0]
    user("office_head", ECONOMY, login="party_office-dang-uy-phuong-mau")

    with pytest.raises(NotPermitted):
        services.accept(pk=draft.pk, decision=decision(draft), requester=PARTY, stamp=party)


def test_whose_the_document_is_decides(document, party):
    draft = queries.drafts(document)[0]

    made = services.accept(pk=draft.pk, decision=decision(draft), requester=PARTY, stamp=party)

    assert made.state == "edited"


def test_every_version_of_the_minutes_stays_with_its_digest_in_the_record(session, party):
    for words in ("Bản thứ nhất", "Bản thứ hai"):
        services.hold(number=session.number, minutes=words, assessment="Tốt", stamp=party)

    texts = queries.session(session.number).texts
    assert list(texts.filter(field="minutes").values_list("text", flat=True)) == [
        "Bản thứ nhất", "Bản thứ hai"
    ]  # fmt: skip
    assert texts.filter(field="assessment").count() == 1
    digest = sha256("Bản thứ hai".encode()).hexdigest()
    assert texts.filter(field="minutes").last().digest == digest
    assert any(digest in body for body in _bodies(session.ref))


def _bodies(subject):
    from soi.record.models import Payload

    return Payload.objects.filter(subject=subject).values_list("body", flat=True)


def test_nobody_joins_a_concluded_session(session, party):
    services.hold(number=session.number, minutes="Biên bản", stamp=party)
    services.conclude(number=session.number, notice="1-TB", stamp=party)

    for act in ("participant", "minutes", "request"):
        with pytest.raises(Unacceptable):
            acts_on_a_session(session, party)[act]()
