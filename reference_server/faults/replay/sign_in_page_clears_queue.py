"""Who was signed out loses what waited."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.sign_in_page_clears_queue",
    area="replay",
    title="Who was signed out loses what waited",
    symptom="After the next sign-in the changes made offline are gone.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/rinafcode/teachLink_mobile/pull/703",
    rows=["O-12"],
    kills=["OF-REPL-01"],
)
OLD = 'document.documentElement.dataset.ready = "true";'
NEW = """for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);

document.documentElement.dataset.ready = "true";"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter login.js."""
    overlay(seams, "login.js", OLD, NEW, hit)
