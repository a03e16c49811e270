"""All entries have one key."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.item_key_reused",
    area="encryption",
    title="All entries have one key",
    symptom="Whoever learns the key of one entry can read all.",
    severity=Severity.CRITICAL,
    provenance="CWE-323",
    kills=["E2-ENCR-01"],
)
FIRST = (
    "vault/envelope.js",
    "const SPACE = 0x20;",
    """const SPACE = 0x20;
const ONE_KEY = newKey();""",
)
SECOND = (
    "vault/envelope.js",
    "  const secret = newKey();",
    "  const secret = ONE_KEY.slice();",
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/envelope.js."""
    for asset, old, new in (FIRST, SECOND):
        overlay(seams, asset, old, new, hit)
