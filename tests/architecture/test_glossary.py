"""One word for one thing: what a row is called stands in docs/glossary.md."""

import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs/glossary.md").read_text().lower()
WORDS = set(re.findall(r"[a-z]+", GLOSSARY))
_PART = re.compile(r"[A-Z][a-z]+")


def nouns() -> dict[str, set[str]]:
    """Return every word of the models' names, with the models that have it."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models():
        if model.__module__.startswith("soi."):
            for word in _PART.findall(model.__name__):
                found.setdefault(word.lower(), set()).add(model.__name__)
    return found


def test_every_noun_of_a_model_is_in_the_glossary():
    assert {word: models for word, models in nouns().items() if word not in WORDS} == {}


def test_a_word_has_one_line():
    here = re.findall(r"^\| [^|]+ \| ([^|]+) \|", GLOSSARY, re.M)

    assert len(here) == len(set(here))
