"""Which defects and benign variants are tried: all that fit, those that were named, or a sample."""

import random
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from qa.errors import UserError, unknown
from reports.sensitivity.models import Sample, Variant

_LAUNCH = ["-m", "reference_server.faults.launch"]


def list_variants(faults: Path | None) -> list[Variant]:
    """Return every defect and benign variant. Raises UserError when a fault module is not well formed."""
    command = [sys.executable, *_LAUNCH, "--list", "--json", *(["--faults", str(faults)] if faults else [])]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode:
        raise UserError(said.stderr.strip())
    return TypeAdapter(list[Variant]).validate_json(said.stdout)


def named(variants: Sequence[Variant], names: Sequence[str], cases: frozenset[str]) -> list[Variant]:
    """Return the named variants, each once. Raises UserError for one that is unknown or that no chosen case notices."""
    known = {variant.id: variant for variant in variants}
    for name in names:
        if name not in known:
            raise unknown("fault", name, known, list_with=f"python {' '.join(_LAUNCH)} --list")
        if not fits(known[name], cases):
            meant = ", ".join(known[name].kills)
            raise UserError(f"--fault {name} is meant for {meant}, and --group leaves these out")
    return [known[name] for name in dict.fromkeys(names)]


def fits(variant: Variant, cases: frozenset[str]) -> bool:
    """Say whether the variant says anything about these cases: benign ones do about all."""
    return variant.benign or not cases.isdisjoint(variant.kills)


def meant(variants: Sequence[Variant], ids: Sequence[str]) -> list[str]:
    """Return those of the cases and checks that are meant to notice any of the variants; none: all of them.

    Without the defects that they are about, other cases would show nothing for the time that they take.
    """
    kills = {case for variant in variants for case in variant.kills}
    return [each for each in ids if each in kills] or [*ids]


def draw(variants: list[Variant], size: int, seed: int, asked: Sequence[str]) -> tuple[list[Variant], Sample]:
    """Draw `size` of the variants, in their order, and say how; the same seed draws the same ones.

    `asked` are the words of the command line, whatever they say of the seed.
    """
    places = sorted(random.Random(seed).sample(range(len(variants)), min(size, len(variants))))  # noqa: S311
    return [variants[place] for place in places], Sample(of=len(variants), seed=seed, again=_again(asked, seed))


def _again(asked: Sequence[str], seed: int) -> str:
    given = "--seed" in asked or any(word.startswith("--seed=") for word in asked)
    return shlex.join(["qa", *asked, *([] if given else ["--seed", str(seed)])])
