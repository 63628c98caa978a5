"""What Soi is made of, and what is known against it.

    python -m tests.audit [ADVISORIES …]

Writes `var/sbom.json` (CycloneDX 1.6: what a ward installs, with hashes) and compares it with
advisories in the OSV format: files or folders of .json, or the .zip that a database of them is
handed out as. They are brought in by hand, so that nobody learns from here what a ward runs.
Exit code 1 where something is known against a part, 2 where there was nothing to compare with.
Source: OSV schema 1.6; CycloneDX 1.6.
"""

import json
import re
import sys
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
LISTS = ("base", "nation", "full")
SBOM = ROOT / "var" / "sbom.json"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, order=True)
class Part:
    """A package at the version that is locked. ecosystem: PyPI or npm"""

    ecosystem: str
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, order=True)
class Finding:
    """An advisory that names a part's version."""

    part: Part
    advisory: str
    summary: str


def parts(root: Path = ROOT) -> list[Part]:
    """Return what the locks name, the npm packages of the door's script among them."""
    found = {
        part
        for name in LISTS
        if (path := root / "requirements" / f"{name}.txt").exists()
        for part in _python(path.read_text())
    }
    return sorted(found | set(_node(json.loads((root / "package-lock.json").read_text()))))


def sbom(found: Sequence[Part]) -> str:
    """Return the bill of materials as CycloneDX JSON."""
    bom = Bom()
    for part in found:
        namespace, _, name = part.name.rpartition("/")
        purl = PackageURL(part.ecosystem.lower(), namespace or None, name, part.version)
        hashes = [HashType(alg=HashAlgorithm(kind), content=text) for kind, text in part.hashes]
        bom.components.add(
            Component(
                type=ComponentType.LIBRARY, name=part.name, version=part.version, purl=purl,
                bom_ref=str(purl), hashes=hashes,
            )
        )  # fmt: skip
    return JsonV1Dot6(bom).output_as_string(indent=2)


def advisories(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yield the advisories of files, folders and archives.

    Raises: ValueError, for a file that is not in the OSV format.
    """
    for path in paths:
        if path.is_dir():
            yield from advisories(sorted(path.glob("**/*.json")) + sorted(path.glob("**/*.zip")))
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith(".json"):
                        yield from _read(archive.read(name), f"{path}: {name}")
        else:
            yield from _read(path.read_bytes(), str(path))


def findings(found: Sequence[Part], known: Iterator[dict[str, Any]]) -> list[Finding]:
    """Return what the advisories say against these parts, each once."""
    named = {(part.ecosystem, part.name): part for part in found}
    against = set()
    for advisory in known:
        for affected in advisory.get("affected", []) if not advisory.get("withdrawn") else []:
            package = affected.get("package", {})
            ecosystem = str(package.get("ecosystem", "")).partition(":")[0]
            part = named.get((ecosystem, _name(ecosystem, str(package.get("name", "")))))
            if part and _concerns(part, affected):
                against.add(Finding(part, advisory["id"], str(advisory.get("summary", ""))))
    return sorted(against)


def _concerns(part: Part, affected: dict[str, Any]) -> bool:
    if part.version in affected.get("versions", ()):
        return True
    ranges = [one for one in affected.get("ranges", ()) if one.get("type") != "GIT"]
    try:
        version = Version(part.version)
        return any(_within(version, one.get("events", ())) for one in ranges)
    except InvalidVersion:
        return bool(ranges)  # what cannot be compared is looked at by a person


def _within(version: Version, events: Sequence[dict[str, str]]) -> bool:
    inside = False
    for event in sorted(events, key=lambda one: Version(next(iter(one.values())))):
        [(kind, text)] = event.items()
        limit = Version(text)
        if kind == "introduced" and limit <= version:
            inside = True
        elif (kind == "fixed" and limit <= version) or (
            kind == "last_affected" and limit < version
        ):
            inside = False
    return inside


def _read(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    try:
        told = json.loads(data)
    except ValueError as error:
        raise ValueError(f"{name} is no JSON: {error}") from error
    for one in told if isinstance(told, list) else [told]:
        if not isinstance(one, dict) or "id" not in one:
            raise ValueError(f"{name} is not in the OSV format")
        yield one


def _python(text: str) -> Iterator[Part]:
    for block in text.replace("\\\n", " ").splitlines():
        if pinned := _PINNED.match(block):
            name, version = pinned.groups()
            hashes = tuple(("SHA-256", one) for one in _HASH.findall(block))
            yield Part("PyPI", _name("PyPI", name), version, hashes)


def _node(lock: dict[str, Any]) -> Iterator[Part]:
    for path, package in lock["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name and not package.get("dev"):
            kind, _, digest = package["integrity"].partition("-")
            hashes = ((kind.upper().replace("SHA", "SHA-"), b64decode(digest).hex()),)
            yield Part("npm", name, package["version"], hashes)


def _name(ecosystem: str, name: str) -> str:
    return str(canonicalize_name(name)) if ecosystem == "PyPI" else name


def main(words: Sequence[str]) -> int:
    """Write the bill of materials, compare it, and return the exit code."""
    found = parts()
    SBOM.parent.mkdir(exist_ok=True)
    SBOM.write_text(sbom(found) + "\n")
    print(f"{len(found)} parts: {SBOM.relative_to(ROOT)}")
    if not words:
        print("Not compared: no advisories were given (make audit ADVISORIES=FILE, docs/run.md).")
        return 2
    known = list(advisories([Path(word) for word in words]))
    against = findings(found, iter(known))
    for one in against:
        print(f"{one.part.name} {one.part.version}: {one.advisory} {one.summary}".rstrip())
    print(f"{len(known)} advisories read, {len(against)} against what is locked.")
    return 1 if against else 0 if known else 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, ValueError) as error:
        sys.exit(f"make audit: {error}")
