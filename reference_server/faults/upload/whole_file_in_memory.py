"""A file is held in memory as a whole."""

from collections.abc import Callable, Iterator

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.transfers.spooling import Written

FAULT = Fault(
    id="upload.whole_file_in_memory",
    area="upload",
    title="A file is held in memory as a whole",
    symptom="A long recording lets the machine swap.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-UPLD-04"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Collect it before it is written."""

    @wrap(parts.spooling, "write")
    def write(original: Callable[[str, Iterator[bytes]], Written], name: str, chunks: Iterator[bytes]) -> Written:
        held = list(chunks)
        if len(held) > 1:
            hit()
        return original(name, iter(held))
