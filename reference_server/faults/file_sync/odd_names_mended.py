"""Names that are no text are mended."""

from collections.abc import Callable
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.credentials import b64, unb64
from reference_server.watcher.transfers.cipher import FileKey, Sealed

FAULT = Fault(
    id="file_sync.odd_names_mended",
    area="file_sync",
    title="Names that are no text are mended",
    symptom="Files cannot be found again under the names that they had.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-04"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Send a name as text."""

    @wrap(parts.cipher, "seal_meta")
    def seal_meta(
        original: Callable[[FileKey, int, dict[str, Any]], Sealed], key: FileKey, n: int, facts: dict[str, Any]
    ) -> Sealed:
        path = unb64(facts["path"])
        mended = path.decode("utf-8", "replace").encode()
        if mended != path:
            hit()
        return original(key, n, {**facts, "path": b64(mended)})
