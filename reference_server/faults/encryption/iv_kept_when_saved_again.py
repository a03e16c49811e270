"""An entry that is saved again keeps its IV."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.iv_kept_when_saved_again",
    area="encryption",
    title="An entry that is saved again keeps its IV",
    symptom="Two versions of one entry are encrypted with one IV.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/android/pull/1598",
    rows=["L-28"],
    kills=["E2-ENCR-01"],
)
FIRST = (
    "vault/gcm.js",
    """facts) {
  const iv = random(IV_BYTES);""",
    "facts, iv = random(IV_BYTES)) {",
)
SECOND = (
    "vault/envelope.js",
    'plaintext, factsOf(owner, place, "body"));',
    'plaintext, factsOf(owner, place, "body"), ivOf(id));',
)
THIRD = (
    "vault/envelope.js",
    """/** @param {string} text */
function sizeOf""",
    """const ivs = new Map();
function ivOf(id) {
  if (!ivs.has(id)) ivs.set(id, crypto.getRandomValues(new Uint8Array(IV_BYTES)));
  return ivs.get(id);
}

function sizeOf""",
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/gcm.js and vault/envelope.js."""
    for asset, old, new in (FIRST, SECOND, THIRD):
        overlay(seams, asset, old, new, hit)
