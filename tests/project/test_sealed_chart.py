"""The receivers' chart is drawn from the ward: nobody writes it by hand, nobody is named in it."""

import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from soi.core.competence import plain
from soi.core.mandates import Role
from soi.offices import queries as offices
from tests.servers import SOI, found_ward

DAY = date(2026, 3, 2)
DEMO = json.loads(
    (Path(__file__).parents[2] / "soi/denunciations/data/demo.json").read_text()
)  # fmt: skip
SALT = "ab" * 16
HEAD = "post:ubnd-phuong-mau-truong"  # as the ward calls it
READERS = [HEAD if one["login"] == "chu-tich-phuong" else one["person"] for one in DEMO["readers"]]


@pytest.fixture
def draw(ward, tmp_path, capsys):
    """Return how to draw the chart: its body, and what the command said."""

    def drawn(*words, before=None):
        more = ["--salt", SALT, "--unsure", "ubnd-phuong-mau"]
        if before is not None:
            (tmp_path / "before.json").write_text(json.dumps(before))
            more = ["--before", str(tmp_path / "before.json"), "--salt", SALT]
        out = tmp_path / "body.json"
        call_command("sealed_chart", "--out", str(out), "--as-of", str(DAY), *more, *words)
        return json.loads(out.read_text()), capsys.readouterr().out

    return drawn


def test_the_chart_is_the_wards_own(draw):
    body, _said = draw()

    assert plain.read(body["organisation"]).posts == offices.organisation(DAY).posts
    assert body["names"]["ubnd-phuong-mau"] == {"name": "UBND phường Mẫu", "address": ""}
    assert body["names"]["mot-cua-phuong-mau"]["address"] == "1 đường Sứ Trắng, tổ 10"
    assert body["titles"]["ubnd-phuong-mau-truong"] == "Chủ tịch UBND phường"
    assert body["names"]["thanh-tra-chinh-phu"]["name"] == "Thanh tra Chính phủ"
    assert (body["version"], body["salt"], body["unsure"]) == (1, SALT, ["ubnd-phuong-mau"])


def test_what_stands_above_the_ward_is_taken_over_and_the_ward_wins_where_it_knows(draw):
    before = {**DEMO, "version": 6, "salt": SALT, "receivers": [{"person": "post:x"}]}
    before["organisation"] = {
        **DEMO["organisation"],
        "ties": [{"one": "user:1", "other": "user:2"}],
    }
    body, _said = draw(before=before)
    slugs = {one["slug"] for one in body["organisation"]["offices"]}
    posts = {one["slug"] for one in body["organisation"]["posts"]}

    assert body["version"] == 7
    assert {"thanh-tra-thanh-pho-mau", "to-10"} <= slugs
    assert "chanh-thanh-tra-thanh-pho-mau" in posts
    grades = {one["slug"]: one["grade"] for one in body["organisation"]["posts"]}
    assert grades["chanh-thanh-tra-thanh-pho-mau"] > grades["ubnd-phuong-mau-truong"]
    assert len(slugs) == len(body["organisation"]["offices"])
    assert len(posts) == len(body["organisation"]["posts"])
    assert body["organisation"]["ties"] == before["organisation"]["ties"]
    assert body["receivers"] == [{"person": "post:x"}]


def test_whom_a_post_goes_to_is_in_it_by_number_and_nobody_by_name(draw, person):
    stamp = person(Role.LEADER, "phong-kt-phuong-mau")
    from soi.offices.models import Post, Tenure
    from soi.record import services as record

    post = Post.objects.get(slug="phong-kt-phuong-mau-truong")
    Tenure.objects.create(post=post, person=stamp.person, since=date(2025, 8, 1))
    record.bump(offices.EDITION)
    body, said = draw()
    held = [one for one in body["organisation"]["posts"] if one["slug"] == post.slug]

    assert [(one["person"], one["since"]) for one in held] == [(stamp.person, "2025-08-01")]
    assert f"+ post {post.slug} in phong-kt-phuong-mau: {stamp.person}" in said
    assert stamp.by not in json.dumps(body)


def test_it_says_about_whom_nobody_here_could_be_told(draw):
    readers = [{"person": one} for one in READERS]
    told = {**DEMO, "salt": SALT, "receivers": readers}
    _body, said = draw(before=told)
    _body, alone = draw(before={**told, "receivers": readers[:1]})

    assert "! about phong-kt-phuong-mau" not in said
    assert "! about ubnd-thanh-pho-mau: not two bodies with keys; thanh-tra-chinh-phu" in said
    assert "! about phong-kt-phuong-mau: not two bodies with keys" in alone


def test_a_day_off_that_the_ward_decided_is_in_it(draw, stamp):
    from soi.law.models import CalendarOverride

    for state, reason in (("working", "nhầm"), ("off", "nghỉ bù")):
        CalendarOverride.objects.create(
            on=date(2026, 5, 2), state=state, ground="local", reason=reason, document="CV 1",
            entered_by="x", entered_at=stamp.at,
        )  # fmt: skip
    body, _said = draw()

    assert body["calendar"] == {"off": {"2026-05-02": "nghỉ bù"}, "worked": {}}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--salt", "zz", "--unsure", "ubnd-phuong-mau"], "hold together"),
        (["--salt", "ab", "--unsure", "ubnd-phuong-mau"], "32 letters"),
        (["--salt", SALT], "none"),
        (["--salt", SALT, "--unsure", "khong-co"], "khong-co"),
        (["--before", "/khong/co"], "not readable"),
        (["--salt", SALT, "--unsure", "ubnd-phuong-mau", "--ties", "/khong/co"], "not readable"),
    ],
)
def test_what_does_not_hold_together_is_refused_and_nothing_is_written(ward, tmp_path, words, said):
    out = tmp_path / "body.json"

    with pytest.raises(CommandError, match=said):
        call_command("sealed_chart", "--out", str(out), *words)
    assert not out.exists()


@pytest.mark.slow
def test_from_the_wards_offices_to_a_published_list_and_a_sealed_filing(tmp_path):
    """Oversight's whole path, with the commands alone: chart, keys, sign, publish, seal, open."""
    found_ward(tmp_path, "")
    environment = {
        **os.environ, "SOI_DATA": str(tmp_path), "DATABASE_URL": "", "SOI_SEALED_DATA": "",
        "SOI_DEMO": "0",
    }  # fmt: skip
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def soi(*words):
        done = subprocess.run(
            [str(SOI), *map(str, words)], env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    soi("denunciations", "prepare")
    salt = (tmp_path / "sealed/site.salt").read_text()
    (tmp_path / "above.json").write_text(json.dumps(DEMO))
    body, board = tmp_path / "body.json", tmp_path / "board.txt"
    soi("denunciations", "chart", "--out", body, "--before", tmp_path / "above.json",
        "--salt", salt)  # fmt: skip
    soi("key", "new", "--out", tmp_path / "oversight.key")
    requests = []
    for number, person in enumerate(READERS):
        key = tmp_path / f"{number}.key"
        told = json.loads(soi("key", "new", "--person", person, "--out", key, "--json"))
        requests.append(tmp_path / f"{number}.json")
        requests[-1].write_text(json.dumps(told["request"]))
    signed = tmp_path / "manifest.json"
    said = soi("denunciations", "sign", body, "--request", *requests, "--key",
               tmp_path / "oversight.key", "--out", signed, "--board", board)  # fmt: skip
    soi("denunciations", "room", "publish", signed)
    (tmp_path / "don.txt").write_text("Trưởng phòng nhận tiền của dân.")
    soi("denunciations", "seal", tmp_path / "don.txt", "--manifest", signed,
        "--about", "phong-kt-phuong-mau", "--out", tmp_path / "don.age")  # fmt: skip

    assert board.read_text() in said
    assert "Dấu khóa của nơi giám sát: " in board.read_text()
    assert "Chánh Thanh tra thành phố Mẫu, Thanh tra thành phố Mẫu" in board.read_text()
    opened = [
        number for number in range(len(READERS))
        if "nhận tiền" in _opened(environment, tmp_path / "don.age", tmp_path / f"{number}.key")
    ]  # fmt: skip
    assert {DEMO["readers"][one]["login"] for one in opened} == {
        "chu-tich-phuong", "chu-tich-thanh-pho",
    }  # fmt: skip


def _opened(environment, box, key):
    command = [str(SOI), "denunciations", "open", str(box), "--key", str(key)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout
