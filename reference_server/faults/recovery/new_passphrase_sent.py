"""The new passphrase is sent along when it is changed."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.new_passphrase_sent",
    area="recovery",
    title="The new passphrase is sent along when it is changed",
    symptom="Whoever reads the server's log reads everything.",
    severity=Severity.CRITICAL,
    provenance="CWE-319",
    kills=["E2-RECO-02"],
)
CHANGES = (
    ("vault/passphrase.js", "import { guarded } from", 'import { call } from "../api.js";\nimport { guarded } from'),
    (
        "vault/passphrase.js",
        """    const behind = await behindPassphrase(next, uvk, view.kid);
""",
        """    const behind = await behindPassphrase(next, uvk, view.kid);
    await call("GET", `api/vault?strength=${encodeURIComponent(btoa(next))}`);
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/passphrase.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
