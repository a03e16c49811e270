"""Counting activations: one line with the fault's id a hit, in a side file that only the matrix runner reads."""

import os
from pathlib import Path

from reference_server.faults.model import Hit

VARIABLE = "PASSION_FAULT_HITS"


def counter(fault_id: str, file: Path | None) -> Hit:
    """Return the `hit` of one fault; without a file nothing is counted. Appending a short line is atomic."""

    def count() -> None:
        if file is not None:
            with file.open("a", encoding="utf-8") as lines:
                lines.write(f"{fault_id}\n")

    return count


def file_from_environment() -> Path | None:
    """Return the side file that the matrix runner asked for, if any."""
    value = os.environ.get(VARIABLE)
    return Path(value) if value else None
