"""Placing a fault at a seam, strictly: what no longer fits stops the start, so no fault is ever placed in vain."""

import difflib
import inspect
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar

from reference_server.faults.model import Hit
from reference_server.seams import Seams

Replacement = TypeVar("Replacement", bound=Callable[..., Any])


class PlacingError(Exception):
    """A fault does not fit the server any more; the message says which seam and what is there instead."""


def wrap(owner: object, name: str) -> Callable[[Replacement], Replacement]:
    """Put the decorated function in place of `owner.name`; it gets the original as its first argument.

    Raises PlacingError when the attribute is missing, is no method, takes other parameters, or cannot be set.
    """
    seam = f"{type(owner).__name__}.{name}"
    original = getattr(owner, name, None)
    if original is None:
        near = difflib.get_close_matches(name, [each for each in dir(owner) if not each.startswith("__")], n=1)
        raise PlacingError(f"{seam} does not exist" + (f"; the nearest name is {near[0]!r}" if near else ""))
    if not callable(original):
        raise PlacingError(f"{seam} is no method, so nothing can be put in its place")

    def place(replacement: Replacement) -> Replacement:
        _require_same_parameters(seam, original, replacement)
        try:
            setattr(owner, name, wraps(original)(partial(replacement, original)))
        except AttributeError as error:
            raise PlacingError(f"{seam} cannot be set ({error}): a seam must be a plain attribute") from error
        return replacement

    return place


def overlay(seams: Seams, path: str, old: str, new: str, hit: Hit) -> None:
    """Serve the web asset `path` with `old`, which must occur exactly once, replaced by `new`; a hit is one delivery.

    Raises PlacingError when the text no longer matches exactly.
    """
    try:
        found = seams.assets.read(path).decode().count(old)
    except (KeyError, OSError) as error:
        raise PlacingError(f"web asset {path!r} cannot be read: {error}") from error
    if found != 1:
        raise PlacingError(f"web asset {path!r} holds the text to be replaced {found} times, not once: {old!r}")

    @wrap(seams.assets, "read")
    def read(original: Callable[[str], bytes], path_: str) -> bytes:
        content = original(path_)
        if path_ != path:
            return content
        hit()
        return content.decode().replace(old, new).encode()


def _require_same_parameters(seam: str, original: Callable[..., Any], replacement: Callable[..., Any]) -> None:
    theirs = list(inspect.signature(original).parameters.values())
    ours = list(inspect.signature(replacement).parameters.values())[1:]
    if [(each.name, each.kind) for each in theirs] != [(each.name, each.kind) for each in ours]:
        raise PlacingError(f"{seam} takes {_listed(theirs)} now, and the fault was written for {_listed(ours)}")


def _listed(parameters: list[inspect.Parameter]) -> str:
    return "(" + ", ".join(str(each.replace(annotation=inspect.Parameter.empty)) for each in parameters) + ")"
