"""Passwords that whoever knows the ward, or a list of breached ones, would try first.

Most of the long passwords that leak are words of the place, a year and a few signs. So a password
is taken apart: what remains after such words, names and signs has to be long enough by itself.
"""

import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from soi.core.vietnamese import fold
from soi.offices import queries as offices
from soi.web import clock

LEAST = 8  # letters and digits that are nobody's first guess
_WORDS = Path(__file__).with_name("first_guesses.txt")
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")


class FirstGuessValidator:
    """Refuses what is made of words of the place, of names, of runs and of years."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password of which too little remains. Raises: ValidationError."""
        if len(_rest(_plain(password), _guesses(user))) < LEAST:
            text = _(
                "Mật khẩu này gồm toàn chữ dễ đoán: tên nơi này, tên người, năm, dãy phím. "
                "Thêm vài chữ không liên quan gì đến phường."
            )
            raise ValidationError(text, code="password_first_guess")

    def get_help_text(self) -> str:
        """Return what is asked for."""
        return _("Đừng chỉ ghép tên phường, tên cơ quan, tên người và năm.")


def _guesses(user: Any) -> list[str]:
    words = [line for line in _WORDS.read_text().split("\n") if line and line[0] != "#"]
    chart = offices.chart(clock.today())
    names = [word for one in chart.offices() for word in one.name.split()]
    if user is not None:
        names += [user.get_username(), *str(user).split(), (user.email or "").partition("@")[0]]
    found = {_plain(one) for one in (*words, *names)}
    return sorted((one for one in found if len(one) > 1), key=lambda one: (-len(one), one))


def _rest(text: str, guesses: list[str]) -> str:
    """Return what remains without the guesses, the longest first, years, runs and repetitions."""
    for one in guesses:
        text = text.replace(one, " ")
    text = re.sub(r"(?:19|20)\d\d|(.)\1{2,}", " ", text)
    for run in _RUNS:
        for size in range(len(run), 2, -1):
            for at in range(len(run) - size + 1):
                piece = run[at : at + size]
                text = text.replace(piece, " ").replace(piece[::-1], " ")
    return "".join(text.split())


def _plain(text: str) -> str:
    """Return small letters and digits without marks; usual signs for letters put back."""
    plain = fold(text).lower().translate(str.maketrans("@$!€", "asie"))
    return "".join(one for one in plain if one.isalnum())
