"""The order of chunks is not bound."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.transfers.cipher import Place

FAULT = Fault(
    id="upload.order_not_bound",
    area="upload",
    title="The order of chunks is not bound",
    symptom="A store that swaps parts of a recording is not found out.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/librefang/librefang/issues/3788",
    kills=["WA-UPLD-04"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Call every chunk the first."""

    @wrap(parts.cipher, "data")
    def data(original: "Callable[..., bytes]", place: Place, *more: str | int | bool) -> bytes:
        if more[-1] == "chunk":
            hit()
            more = (0, *more[1:])
        return original(place, *more)
