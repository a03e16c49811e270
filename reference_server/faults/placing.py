"""Placing a fault at a seam, strictly: what no longer fits stops the start, so no fault is ever placed in vain."""

import difflib
import inspect
from collections.abc import Callable, Iterable
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reference_server.faults.hits import counter
from reference_server.faults.model import Hit
from reference_server.faults.registry import Placeable

if TYPE_CHECKING:  # a watcher's command with a defect would load a whole server for it
    from reference_server.seams import Seams

Replacement = TypeVar("Replacement", bound=Callable[..., Any])


class PlacingError(Exception):
    """A fault does not fit the server any more; the message says which seam and what is there instead."""


class LaunchError(Exception):
    """The faulty program must not start; the message says why."""


def place(at: object, chosen: Iterable[Placeable], hits: Path | None) -> None:
    """Place each fault at a program's seams or parts. Raises LaunchError, naming the fault, when one does not fit."""
    for each in chosen:
        try:
            each.apply(at, counter(each.fault.id, hits))
        except (PlacingError, AttributeError) as error:
            raise LaunchError(f"The fault {each.fault.id!r} cannot be placed: {error}.") from error


def wrap(owner: object, name: str) -> Callable[[Replacement], Replacement]:
    """Put the decorated function in place of `owner.name`; it gets the original as its first argument.

    Raises PlacingError when the attribute is missing, is no method, takes other parameters, or cannot be set.
    """
    original = _method(owner, name)

    def place(replacement: Replacement) -> Replacement:
        _require_same_parameters(f"{type(owner).__name__}.{name}", original, replacement)
        _put(owner, name, wraps(original)(partial(replacement, original)))
        return replacement

    return place


def disarm(owner: object, name: str, refusal: type[Exception], hit: Hit) -> None:
    """Let pass what `owner.name`, a check that returns nothing, refuses; a hit is one refusal swallowed.

    Raises PlacingError when the check is missing or cannot be replaced.
    """

    def disarmed(check: Callable[..., Any]) -> Callable[..., Any]:
        def let_pass(*args: object, **kwargs: object) -> None:
            try:
                check(*args, **kwargs)
            except refusal:
                hit()

        return let_pass

    replace(owner, name, disarmed)


def replace(owner: object, name: str, change: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Put in place of `owner.name` what `change` makes of it, whatever its parameters are.

    Raises PlacingError when the method is missing or cannot be replaced.
    """
    original = _method(owner, name)
    _put(owner, name, wraps(original)(change(original)))


def overlay(seams: "Seams", asset: str, old: str, new: str, hit: Hit) -> None:
    """Serve the web file `asset` with `old`, which must occur exactly once, replaced by `new`; a hit is one delivery.

    Raises PlacingError when the text no longer matches exactly.
    """
    try:
        found = seams.assets.read(asset).decode().count(old)
    except FileNotFoundError:
        raise PlacingError(f"there is no web file {asset!r}") from None
    if found != 1:
        raise PlacingError(f"the web file {asset!r} holds the text to be replaced {found} times, not once: {old!r}")

    @wrap(seams.assets, "read")
    def read(original: Callable[[str], bytes], path: str) -> bytes:
        content = original(path)
        if path != asset:
            return content
        hit()
        return content.decode().replace(old, new).encode()


def _method(owner: object, name: str) -> Callable[..., Any]:
    seam = f"{type(owner).__name__}.{name}"
    found: object = getattr(owner, name, None)
    if found is None:
        near = difflib.get_close_matches(name, [each for each in dir(owner) if not each.startswith("__")], n=1)
        raise PlacingError(f"{seam} does not exist" + (f"; the nearest name is {near[0]!r}" if near else ""))
    if not callable(found):
        raise PlacingError(f"{seam} is no method, so nothing can be put in its place")
    return found


def _put(owner: object, name: str, replacement: Callable[..., Any]) -> None:
    try:
        setattr(owner, name, replacement)
    except AttributeError as error:
        seam = f"{type(owner).__name__}.{name}"
        raise PlacingError(f"{seam} cannot be set ({error}): a seam must be a plain attribute") from error


def _require_same_parameters(seam: str, original: Callable[..., Any], replacement: Callable[..., Any]) -> None:
    theirs = list(inspect.signature(original).parameters.values())
    ours = list(inspect.signature(replacement).parameters.values())[1:]
    if [(each.name, each.kind) for each in theirs] != [(each.name, each.kind) for each in ours]:
        raise PlacingError(f"{seam} takes {_listed(theirs)} now, and the fault was written for {_listed(ours)}")


def _listed(parameters: list[inspect.Parameter]) -> str:
    return str(inspect.Signature([each.replace(annotation=inspect.Parameter.empty) for each in parameters]))
