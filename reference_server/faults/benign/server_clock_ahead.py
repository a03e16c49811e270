"""The server's clock is 20 seconds ahead."""

from collections.abc import Callable
from datetime import datetime, timedelta

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.server_clock_ahead",
    area="benign",
    title="The server's clock is 20 seconds ahead",
    symptom="Clocks of two machines never agree to the second.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)
AHEAD = timedelta(seconds=20)


def apply(seams: Seams, hit: Hit) -> None:
    """Let every instant of the server be later."""

    @wrap(seams.clock, "now")
    def now(original: Callable[[], datetime]) -> datetime:
        hit()
        return original() + AHEAD
