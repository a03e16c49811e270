"""Names are shared though the folder hides them."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="upload.hidden_names_told",
    area="upload",
    title="Names are shared though the folder hides them",
    symptom="Administrators read names that were to be hidden.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/element-hq/element-web/issues/5198",
    rows=["E-04", "E-05"],
    kills=["WA-UPLD-01", "WA-STAT-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Tell every name."""

    @wrap(parts.server, "announce")
    def announce(
        original: Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]], drafts: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        hit()
        names = {job.op_id: os.fsdecode(job.path) for job in parts.state.jobs()}
        return original([{**draft, "filename": names.get(draft["op_id"], "a file")[-255:]} for draft in drafts])
