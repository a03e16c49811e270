"""What a person did that cannot be done: one clear message and exit code 2, never a traceback."""

import sys
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn

USAGE_ERROR = 2


class UserError(Exception):
    """A message for the person at the keyboard: what, where, the valid values, what to do."""


def unknown(kind: str, value: str, valid: Iterable[str], *, where: str = "", list_with: str = "") -> UserError:
    """Return the error for a name that is not known, with the nearest match or the valid values."""
    names = sorted(valid)
    place = f" in {where}" if where else ""
    near = get_close_matches(value, names, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else f"; valid: {_in_words(names)}"
    more = f" List them all with: {list_with}" if list_with else ""
    return UserError(f"there is no {kind} {value!r}{place}{hint}{more}")


def run_guarded(command: Callable[[], object]) -> NoReturn:
    """Run the command line and leave with its exit code; what a person can mend is told in one message."""
    try:
        command()
    except UserError as error:
        print(f"qa: {error}", file=sys.stderr)
        sys.exit(USAGE_ERROR)
    sys.exit(0)


def _in_words(names: Sequence[str], most: int = 12) -> str:
    if not names:
        return "none"
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} … ({len(names)} in all)"
