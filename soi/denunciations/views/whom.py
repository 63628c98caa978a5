"""Whom a filing may be about, from the signed manifest: bodies, and posts in them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from soi.denunciations import queries, services
from soi.web import clock


def choices(body: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the bodies that can be accused, each with its posts of today."""
    today = clock.today().isoformat()
    found: list[tuple[str, Any]] = []
    for office in body["organisation"]["offices"]:
        slug = office["slug"]
        if slug not in body["names"] or (office["until"] or today) < today:
            continue
        rows = [(f"|{slug}", _("Cả cơ quan: %(name)s") % {"name": body["names"][slug]["name"]})]
        rows += [
            (f"{post['person']}|{slug}", body["titles"].get(post["slug"], post["slug"]))
            for post in body["organisation"]["posts"]
            if post["office"] == slug and post["person"] and (post["until"] or today) >= today
        ]
        found.append((body["names"][slug]["name"], rows))
    return found


def name(body: Mapping[str, Any], slug: str) -> str:
    """Return what a body is called, with its address."""
    told = body["names"].get(slug, {})
    return ", ".join(filter(None, (told.get("name", slug), told.get("address", ""))))


def recipients(body: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return each reader's public key beside the body's name."""
    today = clock.today().isoformat()
    office = {
        post["person"]: post["office"]
        for post in body["organisation"]["posts"]
        if (post["until"] or today) >= today
    }
    have = queries.readers(body, services.epoch_of(clock.today()))
    return [
        {"name": name(body, office.get(one.person, "")), "recipient": one.recipient}
        for one in have.values()
    ]


def author(body: Mapping[str, Any], by: Mapping[str, Any]) -> str:
    """Return under which post somebody wrote: one of his own, whatever he says of himself."""
    today = clock.today().isoformat()
    own = [one for one in body["organisation"]["posts"] if one["person"] == by.get("person")]
    own.sort(key=lambda one: (
        (one["slug"], one["office"]) != (by.get("post"), by.get("office")),
        not (one["since"] or "") <= today <= (one["until"] or today),
    ))  # fmt: skip
    if not own:
        return ""
    title = body["titles"].get(own[0]["slug"], "")
    return ", ".join(filter(None, (title, name(body, own[0]["office"]))))
