"""A new name is not told to the product."""

from collections.abc import Callable
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="file_sync.rename_not_told",
    area="file_sync",
    title="A new name is not told to the product",
    symptom="The backup shows files under names that they have no longer.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Keep it to itself."""

    @wrap(parts.server, "rename")
    def rename(_original: Callable[[str, dict[str, Any]], None], file_id: str, change: dict[str, Any]) -> None:  # noqa: ARG001
        hit()
