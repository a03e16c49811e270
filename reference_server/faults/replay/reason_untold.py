"""Nobody says why a change was set aside."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.reason_untold",
    area="replay",
    title="Nobody says why a change was set aside",
    symptom="The person cannot know what to do about it.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["OF-REPL-02"],
)
OLD = '  return errors === "" ? problem.detail : `It cannot be saved: ${errors}.`;'
NEW = '  return errors === "" ? "It cannot be saved." : `It cannot be saved: ${errors}.`;'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/wording.js."""
    overlay(seams, "offline/wording.js", OLD, NEW, hit)
