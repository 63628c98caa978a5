"""What a filing means: its kind, topic, urgency and matters, each with how sure that is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soi.core.understanding.features import letter_features, word_features
from soi.core.understanding.model import Model
from soi.core.understanding.parts import KINDS, NO_LANES, Piece, parted
from soi.core.understanding.reading import Token, read

DENUNCIATION = "to_cao"


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a filing. text: as typed; kind, topic: in the words of the border."""

    text: str
    kind: str
    topic: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a filing means, as far as the model can tell.

    kinds, topics: how likely each is, the likeliest first
    denounces: how likely a part of it is a denunciation (tố cáo)
    asks: whether the sender is to be asked if it concerns somebody in office
    urgent: life or limb is in danger
    mixed: how likely it has several matters; matters: those it seems to have, one or more
    why: the words that decided the kind and the topic, as typed
    """

    kinds: Mapping[str, float]
    topics: Mapping[str, float]
    denounces: float
    asks: bool
    urgent: bool
    mixed: float
    matters: tuple[Matter, ...]
    why: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The likeliest kind of the whole."""
        return next(iter(self.kinds))

    @property
    def topic(self) -> str:
        """The likeliest topic of the whole."""
        return next(iter(self.topics))


def understand(text: str, model: Model, *, parts: str = "yes") -> Meaning:
    """Return what a filing means.

    text: in composed form, as `vietnamese.clean` gives it
    parts: "no" leaves its matters together, which is quicker
    """
    tokens = read(text)
    words = word_features(tokens)
    scores = model.scores(model.sums(words, letter_features(tokens)))
    settings = model.head.settings
    kinds = _likely(scores, KINDS, settings["kinds"])
    topics = _likely(scores, _topics(model), settings["topics"])
    denounces = _chance(settings["denounces"], scores["denounces"], scores[DENUNCIATION])
    urgent = _chance(settings["urgent"], scores["urgent"], 0.0)
    mixed = 0.0
    matters: tuple[Matter, ...] = (Matter(text, next(iter(kinds)), next(iter(topics))),)
    if parts == "yes" and tokens:
        sides, mixed = parted(tokens, model, settings["parts"])
        if len(sides) > 1:
            matters = tuple(_matter(text, tokens, side, model) for side in sides)
    return Meaning(
        kinds=kinds,
        topics=topics,
        denounces=denounces,
        asks=denounces >= settings["denounces"]["threshold"],
        urgent=urgent >= settings["urgent"]["threshold"],
        mixed=mixed,
        matters=matters,
        why=_why(tokens, model, next(iter(kinds)), next(iter(topics))),
    )


def _topics(model: Model) -> list[str]:
    return [name for name in model.head.lanes if name not in NO_LANES]


def _likely(
    scores: Mapping[str, float], names: Sequence[str], settings: Mapping[str, Sequence[float]]
) -> dict[str, float]:
    """Return how likely each name is, the likeliest first; calibrated on hands not learnt from."""
    values = [
        settings["bias"][place]
        + sum(weight * scores[other] for weight, other in zip(settings[name], names, strict=True))
        for place, name in enumerate(names)
    ]
    most = max(values)
    powers = [math.exp(one - most) for one in values]
    whole = sum(powers)
    found = zip(names, (one / whole for one in powers), strict=True)
    return dict(sorted(found, key=lambda pair: -pair[1]))


def _chance(settings: Mapping[str, float], one: float, other: float) -> float:
    score = settings["bias"] + settings["one"] * one + settings["other"] * other
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def _matter(text: str, tokens: Sequence[Token], side: Sequence[Piece], model: Model) -> Matter:
    own = tokens[side[0].first : side[-1].until]
    scores = model.scores(model.sums(word_features(own), letter_features(own)))
    settings = model.head.settings
    end = len(text) if side[-1].until >= len(tokens) else tokens[side[-1].until].start
    return Matter(
        text[0 if not side[0].first else own[0].start : end].strip(),
        next(iter(_likely(scores, KINDS, settings["kinds"]))),
        next(iter(_likely(scores, _topics(model), settings["topics"]))),
    )


def _why(tokens: Sequence[Token], model: Model, kind: str, topic: str) -> tuple[str, ...]:
    """Return the words that spoke most for a kind and a topic, as typed, in their order."""
    told: list[tuple[float, int, str]] = []
    named = [token for token in tokens if token.typed[0].isalnum()]
    for at, (token, after) in enumerate(zip(named, [*named, None][1:], strict=True)):
        pair = f"b{token.plain} {after.plain}" if after else ""
        for lane in (kind, topic):
            both = model.weight(pair, lane) if after else 0.0
            words = f"{token.typed} {after.typed}" if after and both > 0 else token.typed
            told.append((both + model.weight(f"w{token.plain}", lane), at, words))
    best = sorted(sorted(told, reverse=True)[:4], key=lambda one: one[1])
    return tuple(dict.fromkeys(words for weight, _, words in best if weight > 0))
