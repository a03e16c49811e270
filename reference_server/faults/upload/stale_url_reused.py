"""An expired URL is used again and again."""

from collections.abc import Callable, Sequence
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="upload.stale_url_reused",
    area="upload",
    title="An expired URL is used again and again",
    symptom="A file that waited for too long is never stored.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/transloadit/uppy/issues/1724",
    rows=["W-21", "W-22"],
    kills=["WA-UPLD-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Keep the first URL of an upload."""
    first: dict[str, dict[str, Any]] = {}

    @wrap(parts.server, "announce")
    def announce(
        original: Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]], drafts: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        answers = original(drafts)
        for draft, answer in zip(drafts, answers, strict=True):
            if answer["ticket"] and answer["ticket"]["state"] == "pending":
                if draft["op_id"] in first:
                    hit()
                answer["ticket"] = first.setdefault(draft["op_id"], answer["ticket"])
        return answers
