"""Which rules run, over which procedures, from which limit: an INI text, dated and kept."""

import configparser
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

INDICATORS = (
    "R003", "R018", "R024", "R025", "R028", "R030", "R035", "R036", "R038", "R048", "R058",
)  # fmt: skip


class BadSettings(Exception):
    """The settings cannot be read; the argument says which line or value."""


@dataclass(frozen=True)
class Settings:
    """What the user chose.

    rules: each rule that runs, with its own values as text.
    """

    rules: Mapping[str, Mapping[str, str]]
    excluded: frozenset[str] = frozenset()
    not_by_price: frozenset[str] = frozenset()
    by_price: frozenset[str] = frozenset()
    currency: str | None = None
    days_by_details: Mapping[str, int] = field(default_factory=dict)

    def number(self, rule: str, name: str, usual: float) -> float:
        """Give a rule's number. Raises: BadSettings."""
        text = self.rules[rule].get(name)
        if text is None:
            return usual
        try:
            return float(text)
        except ValueError as error:
            raise BadSettings(f"[{rule}] {name} = {text}") from error

    def threshold(self, rule: str) -> float | None:
        """Give the limit that the user set in place of a computed fence, if any."""
        return self.number(rule, "threshold", 0) if "threshold" in self.rules[rule] else None

    def words(self, rule: str, name: str, usual: str = "") -> frozenset[str]:
        """Give a rule's list, parted by bars."""
        return _words(self.rules[rule].get(name, usual))

    @cached_property
    def short_days(self) -> float:
        """Give the whole days under which a period is short (R003)."""
        return self.number("R003", "threshold", 15)

    @cached_property
    def short_methods(self) -> frozenset[str]:
        """Give the methods that R003 looks at; none named: all."""
        return self.words("R003", "procurement_methods")

    @cached_property
    def open_methods(self) -> frozenset[str]:
        """Give the methods in which a single tenderer is a flag (R018)."""
        return self.words("R018", "procurement_methods", "open|selective")

    @cached_property
    def others_out(self) -> float:
        """Give how many others at least must be disqualified (R035)."""
        return max(1.0, self.number("R035", "threshold", 1))

    @cached_property
    def code_digits(self) -> int:
        """Give how many digits of an item's code tell its kind (R048)."""
        return int(self.number("R048", "digits", 2))

    def compares_prices(self, details: str | None) -> bool:
        """Tell whether bids of such a procedure may be compared by price."""
        if self.by_price and details not in self.by_price:
            return False
        return details is None or details not in self.not_by_price


ALL = Settings({rule: {} for rule in INDICATORS})


def read(text: str) -> Settings:
    """Read the settings from an INI text; a section switches its rule on.

    Raises: BadSettings.
    """
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(f"[global]\n{text}")
    except configparser.Error as error:
        raise BadSettings(str(error).splitlines()[0]) from error
    top, excluded = parser["global"], _section(parser, "exclusions")
    table = _section(parser, "R003.procurement_method_details")
    try:
        days = {name: int(value) for name, value in table.items()}
    except ValueError as error:
        raise BadSettings("[R003.procurement_method_details]") from error
    return Settings(
        rules={rule: _section(parser, rule) for rule in INDICATORS if parser.has_section(rule)},
        excluded=_words(excluded.get("procurement_method_details", "")),
        not_by_price=_words(top.get("no_price_comparison_procurement_methods", "")),
        by_price=_words(top.get("price_comparison_procurement_methods", "")),
        currency=top.get("currency"),
        days_by_details=days,
    )


def _section(parser: configparser.ConfigParser, name: str) -> dict[str, str]:
    return dict(parser[name]) if parser.has_section(name) else {}


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split("|") if word)
