"""The server's machine is in Auckland."""

import locale
import os
import time
from collections.abc import Callable
from datetime import datetime

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.other_machine_zone",
    area="benign",
    title="The server's machine is in Auckland",
    symptom="Zone and locale of the machine are nobody's business.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Set zone and locale of the process."""
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()
    os.environ["LC_ALL"] = "C.UTF-8"
    locale.setlocale(locale.LC_ALL, "C.UTF-8")

    @wrap(seams.clock, "now")
    def now(original: Callable[[], datetime]) -> datetime:
        hit()
        return original()
