"""The vault's key is sent along when the vault is made."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.vault_key_sent",
    area="vault_lock",
    title="The vault's key is sent along when the vault is made",
    symptom="The server can read everything.",
    severity=Severity.CRITICAL,
    provenance="CWE-319",
    kills=["E2-LOCK-01"],
)
CHANGES = (
    ("vault/creation.js", 'import { wipe } from "./bytes.js";', 'import { toBase64url, wipe } from "./bytes.js";'),
    (
        "vault/creation.js",
        """    return await newRecoverySet(uvk, kid);
""",
        """    await call("GET", "api/vault", undefined, { headers: { "X-Vault-Check": toBase64url(uvk) } });
    return await newRecoverySet(uvk, kid);
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/creation.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
