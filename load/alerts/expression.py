"""An expression of PromQL as a row of tokens: enough to change one of them, and to compare two expressions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

_TOKEN = re.compile(
    r"""(?P<text>"[^"]*")
      | \[(?P<window>[0-9a-z]+)\]
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<word>[A-Za-z_:][A-Za-z0-9_:]*)
      | (?P<operator>==|!=|>=|<=|=~|!~|[-+*/%^<>=])
      | (?P<mark>[(){},])
      | (?P<space>\s+)""",
    re.VERBOSE,
)
_UNITS = {"ms": Fraction(1, 1000), "s": Fraction(1), "m": Fraction(60), "h": Fraction(3600), "d": Fraction(86_400)}
_DURATION = re.compile(r"(\d+)(ms|s|m|h|d)")


class ExpressionError(ValueError):
    """An expression or a duration that this module does not understand; the message shows it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind, as the pattern names it, and its text (of a window: without the brackets)."""

    kind: str
    text: str

    def __str__(self) -> str:
        return f"[{self.text}]" if self.kind == "window" else self.text


def tokens(expression: str) -> list[Token]:
    """Return the tokens of an expression, without the space between. Raises ExpressionError at what is not known."""
    found, place = [], 0
    while place < len(expression):
        match = _TOKEN.match(expression, place)
        if match is None or match.lastgroup is None:
            raise ExpressionError(f"not understood from here: {expression[place : place + 30]!r}")
        found.append(Token(match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return [token for token in found if token.kind != "space"]


def text(row: Sequence[Token]) -> str:
    """Return tokens as an expression again."""
    return " ".join(map(str, row))


def depths(row: Sequence[Token]) -> Iterator[int]:
    """Say for each token in how many parentheses it stands; an opening one stands outside itself, as a closing one."""
    depth = 0
    for token in row:
        if token.text in {")", "}"} and token.kind == "mark":
            depth -= 1
        yield depth
        if token.text in {"(", "{"} and token.kind == "mark":
            depth += 1


def seconds(duration: str) -> Fraction:
    """Return a duration of Prometheus in seconds. Raises ExpressionError when it is none."""
    parts = _DURATION.findall(duration)
    if not parts or "".join(number + unit for number, unit in parts) != duration:
        raise ExpressionError(f"{duration!r} is no duration of Prometheus, such as 90s or 5m")
    return sum((int(number) * _UNITS[unit] for number, unit in parts), Fraction())


def duration(length: Fraction) -> str:
    """Return seconds as Prometheus writes them. Raises ExpressionError for less than a millisecond."""
    if length.denominator == 1:
        return f"{length.numerator}s"
    if (length * 1000).denominator != 1:
        raise ExpressionError(f"{float(length)} s is no whole number of milliseconds")
    return f"{(length * 1000).numerator}ms"
