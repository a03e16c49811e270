"""Identifiers look different."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.other_id_format",
    area="benign",
    title="Identifiers look different",
    symptom="Identifiers are opaque: 26 characters instead of a UUID.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Make identifiers of 26 capitals and digits."""

    @wrap(seams.ids, "new_id")
    def new_id(original: Callable[[], str]) -> str:
        hit()
        return original().replace("-", "").upper()[:26]
