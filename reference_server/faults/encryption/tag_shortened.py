"""Tags have 96 bits and some zeros."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.tag_shortened",
    area="encryption",
    title="Tags have 96 bits and some zeros",
    symptom="A forged entry is accepted four thousand million times as easily.",
    severity=Severity.MAJOR,
    provenance="CWE-354",
    kills=["E2-ENCR-01"],
)
FIRST = (
    "vault/gcm.js",
    "tagLength: 8 * TAG_BYTES",
    "tagLength: 96",
)
SECOND = (
    "vault/gcm.js",
    "ct: toBase64url(new Uint8Array(ct)) };",
    "ct: toBase64url(new Uint8Array([...new Uint8Array(ct), 0, 0, 0, 0])) };",
)
THIRD = (
    "vault/gcm.js",
    "key, fromBase64url(ct)));",
    "key, fromBase64url(ct).slice(0, -4)));",
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/gcm.js."""
    for asset, old, new in (FIRST, SECOND, THIRD):
        overlay(seams, asset, old, new, hit)
