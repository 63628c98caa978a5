"""Behind the ward's reverse proxy each resident is one, and nobody is written down."""

import ipaddress

import pytest
from django.test import RequestFactory

from soi.project.accounts import AccountAdapter
from soi.project.doctor import examine
from soi.reports import queries, services
from soi.reports.models import Follow
from soi.web import limits
from tests.reports.conftest import filing, officer, received, resident
from tests.timed import within_seconds

__all__ = ["filing", "officer", "received", "resident"]
CODE = "K7QM-3WTR-9HXE-4C"


def behind(address):
    return {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": address}


@within_seconds
@pytest.mark.parametrize(("proxies", "answered"), [(0, 30), (1, 40)])
def test_forty_residents_look_something_up_in_the_same_hour(
    client, ward, settings, proxies, answered
):
    settings.SOI_PROXIES = proxies

    statuses = [
        client.post("/lookup/", {"code": CODE}, **behind(f"203.0.113.{n}")).status_code
        for n in range(40)
    ]

    assert sum(status != 429 for status in statuses) == answered


@within_seconds
def test_one_who_guesses_is_stopped_and_the_neighbour_is_not(client, ward, settings):
    settings.SOI_PROXIES = 1
    for n in range(35):
        told = f"198.51.100.{n}, 203.0.113.7"  # the first is what the guesser wrote
        last = client.post("/lookup/", {"code": CODE}, **behind(told))

    assert last.status_code == 429
    assert client.post("/lookup/", {"code": CODE}, **behind("203.0.113.8")).status_code == 422


def test_followers_behind_a_proxy_are_counted_apart_and_kept_as_digests(
    client, received, officer, settings
):
    settings.SOI_PROXIES = 1
    services.publish(number=received.number, stamp=officer("mot-cua-phuong-mau"))

    for told in ("203.0.113.7", "203.0.113.8", "203.0.113.8"):
        client.post(f"/reports/{received.number}/follow/", **behind(told))

    keys = list(Follow.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert not [key for key in keys if "." in key]
    assert queries.by_number(received.number).is_published


def test_wrong_passwords_are_counted_by_the_same_stand_in(settings):
    settings.SOI_PROXIES = 1
    request = RequestFactory().get("/", **behind("203.0.113.7"))

    told = AccountAdapter(request).get_client_ip(request)
    assert (
        ipaddress.ip_address(told).exploded.replace(":", "")[2:16] == limits.address(request)[:14]
    )


@pytest.mark.parametrize(
    ("proxies", "base", "sound"),
    [
        (0, "https://soi.example.vn", False),
        (1, "https://soi.example.vn", True),
        (0, "http://localhost:8000", True),
    ],
)
def test_the_doctor_says_that_the_proxy_was_not_told(ward, settings, proxies, base, sound):
    settings.SOI_PROXIES, settings.SOI_BASE_URL = proxies, base

    (found,) = [one for one in examine() if one.name == "proxies"]

    assert found.sound is sound
