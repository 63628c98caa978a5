"""A complaint, a hidden thing and a number nobody has are answered alike, to the letter."""

import re

import pytest

from soi.core.duties import Kind, Visibility
from soi.core.mandates import Role
from soi.duties import services as duties
from soi.duties.services import NewDuty
from soi.people.models import User
from soi.reports import queries, services
from soi.web import clock, limits
from tests.acting import unbound
from tests.reports.conftest import KT, UBND, VHXH

NOBODYS = {"KN": "KN-2026-09999", "PA": "PA-2026-09999", "NV": "NV-2026-09999"}


@pytest.fixture
def hidden(ward, filing, resident, officer):
    """Numbers of things of which nobody outside may know that they are there."""
    contact = services.Contact(name="Trần Thị Thử", address="12 Sen Hồng")
    complaint = services.receive(
        filing=filing(kind="complaint", topic="dat_dai", contact=contact), stamp=resident()
    ).number
    erased = services.receive(filing=filing(), stamp=resident(hours=1)).number
    services.erase_denunciation(number=erased, stamp=officer("mot-cua-phuong-mau", days=1))

    def owed(visibility, parent=None):
        new = NewDuty(
            kind=Kind.DIRECTIVE_TASK, title="Việc nội bộ", holder=KT, parent=parent,
            starts_on=clock.today(), requester_office="dang-uy-phuong-mau", visibility=visibility,
        )  # fmt: skip
        return duties.assign(new=new, stamp=unbound(clock.now(), office=UBND))

    public = owed(Visibility.PUBLIC)
    return {
        "complaint": complaint,
        "complaints_duty": queries.by_number(complaint).duty.number,
        "erased": erased,
        "internal": owed(Visibility.INTERNAL, public).number,
        "sealed": owed(Visibility.SEALED, public).number,
        "public": public.number,
    }


def told(answer, number):
    """Return what an answer says, without what is new in every answer."""
    typed = number.replace("-", "[- ]")
    body = re.sub(typed, "SỐ", answer.content.decode(), flags=re.IGNORECASE)
    body = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", body)
    place = answer.headers.get("Location", "").replace(number, "SỐ")
    return answer.status_code, place, answer.headers.get("Retry-After", ""), body


FILED = [
    ("post", "/lookup/", {"code": "{number}"}),
    ("post", "/lookup/", {"code": "{lower}"}),
    ("post", "/reports/new/send/", {"follow": "{number}"}),
    ("post", "/reports/{number}/follow/", {}),
    ("get", "/reports/{number}/", {}),
    ("get", "/reports/{number}/followed/", {}),
    ("get", "/reports/{number}/photos/1.jpg", {}),
    ("get", "/reports/{number}/evidence/1.jpg", {}),
    ("get", "/api/v1/reports/{number}", {}),
    ("get", "/api/v1/reports", {"q": "{number}"}),
    ("get", "/reports/", {"q": "{number}"}),
    ("get", "/search/", {"q": "{number}"}),
    ("get", "/staff/reports/{number}/before/1.jpg", {}),
    ("get", "/staff/reports/{number}/", {}),
]
OWED = [
    ("get", "/duties/{number}/", {}),
    ("get", "/duties/{number}/evidence/1.jpg", {}),
    ("get", "/search/", {"q": "{number}"}),
    ("post", "/staff/duties/{number}/acknowledge/", {"seen": "1"}),
    ("post", "/staff/desk/take-over/{number}/", {}),
    ("get", "/staff/cascade/{number}/", {}),
]


def asked(client, way, number):
    method, path, fields = way
    names = {"number": number, "lower": number.lower().replace("-", " ")}
    fields = {name: text.format(**names) for name, text in fields.items()}
    answer = getattr(client, method)(path.format(**names), fields)
    return told(answer, number)


@pytest.mark.parametrize("way", FILED)
@pytest.mark.parametrize("what", ["complaint", "erased"])
def test_a_visitor_learns_of_no_filing_that_is_not_public(client, hidden, way, what):
    number = hidden[what]

    assert asked(client, way, number) == asked(client, way, NOBODYS[number[:2]])


@pytest.mark.parametrize("way", OWED)
@pytest.mark.parametrize("what", ["internal", "sealed", "complaints_duty"])
def test_a_visitor_learns_of_no_duty_that_is_not_public(client, hidden, way, what):
    assert asked(client, way, hidden[what]) == asked(client, way, NOBODYS["NV"])


STAFF = [
    ("get", "/staff/complaints/{number}/", {}),
    ("post", "/staff/complaints/{number}/1/accept/", {"seen": "1"}),
    ("get", "/staff/desk/sort/{number}/", {}),
    ("get", "/staff/reports/{number}/", {}),
    ("post", "/lookup/", {"code": "{number}"}),
    ("get", "/search/", {"q": "{number}"}),
]


@pytest.mark.parametrize("way", STAFF)
@pytest.mark.parametrize(
    ("role", "office"),
    [
        (Role.OFFICER, VHXH),  # another office than the one that decides it
        (Role.OFFICE_HEAD, VHXH),
        (Role.LEADER, VHXH),
        (Role.FRONT_OFFICER, "mttq-phuong-mau"),
        (Role.ADMINISTRATOR, "van-phong-phuong-mau"),
    ],
)
def test_an_officer_learns_of_no_complaint_of_another_office(
    client, hidden, officer, way, role, office
):
    client.force_login(User.objects.get(pk=officer(office, role).person.partition(":")[2]))
    number = hidden["complaint"]

    assert asked(client, way, number) == asked(client, way, NOBODYS["KN"])


@pytest.mark.parametrize("way", OWED)
@pytest.mark.parametrize("role", [Role.OFFICER, Role.OFFICE_HEAD, Role.ADMINISTRATOR])
def test_nobody_learns_of_a_sealed_duty(client, hidden, officer, way, role):
    client.force_login(User.objects.get(pk=officer(KT, role).person.partition(":")[2]))

    assert asked(client, way, hidden["sealed"]) == asked(client, way, NOBODYS["NV"])


def test_the_parts_of_a_public_duty_are_shown_to_whoever_may_see_them(client, hidden, officer):
    path = f"/duties/{hidden['public']}/"
    body = client.get(path).content.decode()
    assert hidden["internal"] not in body
    assert hidden["sealed"] not in body

    client.force_login(User.objects.get(pk=officer(KT).person.partition(":")[2]))

    body = client.get(path).content.decode()
    assert hidden["internal"] in body
    assert hidden["sealed"] not in body


@pytest.mark.parametrize("what", ["complaint", "erased"])
def test_no_act_follows_what_is_not_published(hidden, resident, what):
    with pytest.raises(services.NotFound):
        services.follow(number=hidden[what], key="a", stamp=resident(days=2))


def test_trying_numbers_to_follow_is_slowed_on_both_ways_alike(client, hidden):
    limits.forget()
    for n in range(60):
        client.post("/reports/new/send/", {"follow": f"PA-2026-{n:05}"})

    known = asked(client, ("post", "/reports/new/send/", {"follow": "{number}"}), "KN-2026-00001")
    other = asked(client, ("post", "/reports/{number}/follow/", {}), NOBODYS["KN"])

    assert known[0] == other[0] == 429
    assert int(known[2]) > 0
