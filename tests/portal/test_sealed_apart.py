"""The ward's own site knows of no denunciation: no tables, no database, no page, no row."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, resolve

from soi.core.mandates import Role
from soi.record import queries as record
from soi.record import services


def test_the_wards_settings_have_neither_the_room_nor_its_database():
    assert not apps.is_installed("soi.denunciations")
    assert set(settings.DATABASES) == {"default"}


@pytest.mark.parametrize("page", ["", "envelopes", "manifest", "plain", "room/", "room/feed"])
def test_the_wards_site_has_no_page_of_the_room(page):
    with pytest.raises(Resolver404):
        resolve(f"/denunciations/{page}")


def test_no_process_with_the_wards_settings_can_load_the_rooms_tables():
    script = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'soi.project.settings';"
        "django.setup(); import soi.denunciations.models"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert b"isn't in an application in INSTALLED_APPS" in done.stderr


def test_what_is_carried_is_recorded_once_and_accounted_for(db, stamp):
    owed = [bytes([number]) * 32 for number in range(16)]
    first = services.carry(commitments=owed, stamp=stamp)
    again = services.carry(commitments=owed, stamp=stamp)

    assert (first, again) == (16, 0)
    assert record.count() == 17
    assert record.check().whole


@pytest.mark.parametrize("role", list(Role))
def test_no_role_sees_anything_change_when_commitments_come(role, person, client, ward):
    from soi.people import queries as people

    user = people.users().get(pk=int(person(role, "ubnd-phuong-mau").person.partition(":")[2]))
    client.force_login(user)
    pages = ["/", "/staff/", "/staff/reports/", "/reports/", "/api/v1/reports", "/api/v1/duties",
             "/search/?q=to+cao", "/denounce/"]  # fmt: skip
    before = [told(client.get(page)) for page in pages]
    from soi.web import clock

    services.carry(commitments=[bytes([9, n]) * 16 for n in range(16)], stamp=clock.system_stamp())

    assert [told(client.get(page)) for page in pages] == before


def told(answer):
    return answer.status_code, len(answer.content)
