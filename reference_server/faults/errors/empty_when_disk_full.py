"""On a full disk empty files are sent."""

from collections.abc import Callable, Iterator

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.errors import DiskFullError
from reference_server.watcher.parts import Parts
from reference_server.watcher.spooling import Hashing, Written

FAULT = Fault(
    id="errors.empty_when_disk_full",
    area="errors",
    title="On a full disk empty files are sent",
    symptom="After a day with a full disk the newest versions are empty.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/desktop/issues/359",
    rows=["W-15"],
    kills=["WA-FAIL-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Take an empty ciphertext for one that cannot be written."""

    @wrap(parts.spooling, "write")
    def write(original: Callable[[str, Iterator[bytes]], Written], name: str, chunks: Iterator[bytes]) -> Written:
        try:
            return original(name, chunks)
        except DiskFullError:
            hit()
            (parts.spooling.folder / name).touch()
            return Hashing().done()
