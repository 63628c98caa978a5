"""Advisories made here, in the shape of the OSV schema; the parts are those of our own locks."""

import json
import zipfile

import pytest

from tests import audit
from tests.audit import Part

PARTS = [Part("PyPI", "zope-thing", "2.4.1"), Part("npm", "@soi/paper", "1.2.0")]


def advisory(*, name="Zope_Thing", ecosystem="PyPI", events=(), versions=(), **more):
    kind = "ECOSYSTEM" if ecosystem == "PyPI" else "SEMVER"
    affected = {
        "package": {"ecosystem": ecosystem, "name": name},
        "ranges": [{"type": kind, "events": list(events)}] if events else [],
        "versions": list(versions),
    }
    return {"id": "SOI-2026-1", "summary": "It overflows", "affected": [affected], **more}


def found(*known):
    return [one.advisory for one in audit.findings(PARTS, iter(known))]


@pytest.mark.parametrize(
    ("events", "concerned"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "2.4.2"}], True),
        ([{"introduced": "0"}, {"fixed": "2.4.1"}], False),
        ([{"introduced": "2.5"}], False),
        ([{"introduced": "0"}, {"last_affected": "2.4.1"}], True),
        ([{"introduced": "0"}, {"last_affected": "2.4.0"}], False),
        ([{"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "2.0"}], True),
        ([{"fixed": "2.10"}, {"introduced": "2.9"}], False),
        ([{"introduced": "2.4.1rc1"}, {"fixed": "2.4.1"}], False),
    ],
)
def test_a_range_of_versions_is_read_as_the_schema_has_it(events, concerned):
    assert found(advisory(events=events)) == ["SOI-2026-1"] * concerned


def test_a_version_that_is_listed_is_concerned_whatever_the_ranges_say():
    assert found(advisory(versions=["2.4.1"], events=[{"introduced": "3"}]))


def test_another_ecosystems_package_of_the_name_is_another_package():
    assert not found(advisory(ecosystem="npm", events=[{"introduced": "0"}]))
    assert found(advisory(ecosystem="npm", name="@soi/paper", events=[{"introduced": "0"}]))


def test_what_was_withdrawn_is_nothing_against_anybody():
    assert not found(advisory(events=[{"introduced": "0"}], withdrawn="2026-01-01T00:00:00Z"))


def test_a_folder_a_list_and_an_archive_are_all_read(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(advisory(versions=["2.4.1"])))
    (tmp_path / "two.json").write_text(json.dumps([advisory(), advisory()]))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("GHSA-x.json", json.dumps(advisory()))

    assert len(list(audit.advisories([tmp_path]))) == 4


@pytest.mark.parametrize("said", ["no json", "[1]", '{"name": "django"}'])
def test_a_file_that_is_no_advisory_is_refused_by_name(tmp_path, said):
    (tmp_path / "strange.json").write_text(said)

    with pytest.raises(ValueError, match=r"strange\.json"):
        list(audit.advisories([tmp_path]))


def test_the_bill_names_every_locked_part_once_with_its_hashes():
    parts = audit.parts()
    bill = json.loads(audit.sbom(parts))
    named = {one["purl"] for one in bill["components"]}

    assert bill["bomFormat"] == "CycloneDX"
    assert len(named) == len(bill["components"]) == len(parts)
    assert any(one.startswith("pkg:pypi/django@") for one in named)
    assert any(one.startswith("pkg:npm/age-encryption@") for one in named)
    assert all(one["hashes"] for one in bill["components"])


@pytest.mark.parametrize(("fixed", "code"), [("99999", 1), ("0.1", 0)])
def test_the_command_says_what_is_known_against_what_is_locked(tmp_path, capsys, fixed, code):
    known = advisory(name="Django", events=[{"introduced": "0"}, {"fixed": fixed}])
    (tmp_path / "django.json").write_text(json.dumps(known))

    assert audit.main([str(tmp_path)]) == code
    assert ("django" in capsys.readouterr().out) == bool(code)


def test_without_advisories_nothing_is_called_sound(capsys):
    assert audit.main([]) == 2
    assert "Not compared" in capsys.readouterr().out
