"""The server says that Private is the default."""

from collections.abc import Callable

from reference_server.contract.items import PrivacyModes
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.default_said_private",
    area="privacy",
    title="The server says that Private is the default",
    symptom="Other clients make everything private, or warn that it is.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-PRIV-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Name the other mode."""

    @wrap(seams.services.privacy, "modes")
    def modes(original: Callable[[], PrivacyModes]) -> PrivacyModes:
        hit()
        return original().model_copy(update={"default": "private"})
