"""An expression of PromQL as a row of tokens: enough to change one of them, and to compare two expressions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


class ExpressionError(ValueError):
    """An expression that this module does not understand; the message shows it."""


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
