"""What failed once is not tried again."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.given_up_after_failures",
    area="replay",
    title="What failed once is not tried again",
    symptom="A server that is down for a moment costs what was done offline.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/KanishJebaMathewM/Truxify/pull/11592",
    rows=["O-09"],
    kills=["OF-REPL-01"],
)
OLD = "  return [0, 401, 403, 408, 429].includes(status) || status >= 500;"
NEW = "  return status < 500 && [0, 401, 403, 408, 429].includes(status);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
