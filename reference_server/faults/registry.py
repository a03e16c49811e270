"""Finding faults by name: each is a file <folder>/<area>/<name>.py with `FAULT` and `apply(seams, hit)`.

A fault of the watcher has `apply(parts, hit)` instead, one of Prometheus and Alertmanager `apply(monitoring, hit)`.
"""

import difflib
import importlib.util
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference_server.faults.model import Fault, Hit, Program

BUILT_IN = Path(__file__).parent
PROGRAMS: dict[tuple[str, ...], Program] = {
    ("seams", "hit"): "server",
    ("parts", "hit"): "watcher",
    ("monitoring", "hit"): "monitoring",
}
"""Which program a fault is of, by what it is placed at."""


class RegistryError(Exception):
    """A fault is unknown, or its module is not well formed; the message says which file and why."""


@dataclass(frozen=True, slots=True)
class Placeable:
    """A fault together with the function that places it, at the seams or parts of a program."""

    fault: Fault
    apply: Callable[[Any, Hit], None]
    program: Program


def find(names: list[str], folders: list[Path]) -> list[Placeable]:
    """Return the named faults, in the order asked for. Raises RegistryError for an unknown name or a bad module."""
    files = _files(folders)
    for name in names:
        if name not in files:
            near = difflib.get_close_matches(name, files, n=1, cutoff=0.3)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise RegistryError(f"There is no fault {name!r} among {len(files)}.{hint} --list shows them all.")
    return [_load(name, files[name]) for name in names]


def find_all(folders: list[Path]) -> list[Placeable]:
    """Return every fault of the folders, by id. Raises RegistryError for a bad module or an id that occurs twice."""
    return [_load(name, file) for name, file in sorted(_files(folders).items())]


def _files(folders: list[Path]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for folder in folders:
        for name, file in _modules(folder):
            if name in files:
                raise RegistryError(f"The fault {name!r} exists twice: {files[name]} and {file}.")
            files[name] = file
    return files


def _modules(folder: Path) -> Iterator[tuple[str, Path]]:
    if not folder.is_dir():
        raise RegistryError(f"The folder of faults {folder} does not exist.")
    for file in sorted(folder.glob("*/*.py")):
        if not file.name.startswith("_"):
            yield f"{file.parent.name}.{file.stem}", file


def _load(name: str, file: Path) -> Placeable:
    spec = importlib.util.spec_from_file_location(f"seeded_fault.{name}", file)
    if spec is None or spec.loader is None:
        raise RegistryError(f"{file} cannot be loaded as a Python module.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise RegistryError(f"{file} fails when it is loaded: {type(error).__name__}: {error}") from error
    fault, apply = getattr(module, "FAULT", None), getattr(module, "apply", None)
    if not isinstance(fault, Fault):
        raise RegistryError(f"{file} has no FAULT = Fault(...).")
    parameters = tuple(inspect.signature(apply).parameters) if inspect.isfunction(apply) else ()
    if apply is None or parameters not in PROGRAMS:
        raise RegistryError(f"{file} has no function apply(seams, hit), apply(parts, hit) or apply(monitoring, hit).")
    if fault.id != name:
        raise RegistryError(f"{file} says its id is {fault.id!r}; by its place it is {name!r}.")
    return Placeable(fault, apply, PROGRAMS[parameters])
