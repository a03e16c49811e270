"""The proof of the passphrase is sent along when the vault is made."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.proof_sent_early",
    area="vault_lock",
    title="The proof of the passphrase is sent along when the vault is made",
    symptom="Whoever reads the server's log can unlock.",
    severity=Severity.CRITICAL,
    provenance="CWE-319",
    kills=["E2-LOCK-01"],
)
CHANGES = (
    (
        "vault/passphrase.js",
        'import { fromPassphrase } from "./keys.js";',
        """import { call } from "../api.js";
import { fromPassphrase } from "./keys.js";""",
    ),
    (
        "vault/passphrase.js",
        """    const proofHash = toBase64url(await sha256(proof));
""",
        """    const proofHash = toBase64url(await sha256(proof));
    await call("GET", `api/vault?proof=${toBase64url(proof)}`);
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/passphrase.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
