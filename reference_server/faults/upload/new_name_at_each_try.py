"""Each try is announced as another operation."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="upload.new_name_at_each_try",
    area="upload",
    title="Each try is announced as another operation",
    symptom="After a lost answer a file has the same version twice.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-UPLD-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Give each a new name."""

    @wrap(parts.server, "announce")
    def announce(
        original: Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]], drafts: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        hit()
        return original([{**draft, "op_id": str(uuid4())} for draft in drafts])
