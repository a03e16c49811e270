"""Files are stored as they are."""

from collections.abc import Callable, Iterator

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.transfers.cipher import FileKey

FAULT = Fault(
    id="upload.stored_in_clear",
    area="upload",
    title="Files are stored as they are",
    symptom="Whoever reads the store reads the music.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/desktop/issues/1313",
    rows=["E-01"],
    kills=["WA-UPLD-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Encrypt nothing."""

    @wrap(parts.cipher, "chunks")
    def chunks(
        _original: Callable[[FileKey, Iterator[bytes]], Iterator[bytes]],
        key: FileKey,  # noqa: ARG001
        plaintext: Iterator[bytes],
    ) -> Iterator[bytes]:
        for chunk in plaintext:
            hit()
            yield bytes(12) + chunk + bytes(16)
