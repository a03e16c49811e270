"""The keys of the codes go to the server."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.code_keys_sent",
    area="recovery",
    title="The keys of the codes go to the server",
    symptom="The server can open what only a code should open.",
    severity=Severity.CRITICAL,
    provenance="CWE-522",
    kills=["E2-RECO-01"],
)
FIRST = (
    "vault/recovery.js",
    "const written = codes.map(inGroups);",
    """const written = codes.map(inGroups);
    const packed = btoa(codes.map((code) => String.fromCharCode(...code)).join(""));""",
)
SECOND = (
    "vault/recovery.js",
    'await guarded("POST", "api/vault/recovery", {',
    'await guarded("POST", `api/vault/recovery?seed=${encodeURIComponent(packed)}`, {',
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/recovery.js."""
    for asset, old, new in (FIRST, SECOND):
        overlay(seams, asset, old, new, hit)
