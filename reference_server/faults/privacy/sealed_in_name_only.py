"""An envelope holds the text as it is."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.sealed_in_name_only",
    area="privacy",
    title="An envelope holds the text as it is",
    symptom="Everything looks encrypted and opens with the passphrase, and the server can read it.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/desktop/issues/1313",
    rows=["E-01"],
    kills=["FE-PRIV-01", "FE-PRIV-02", "FE-PRIV-03"],
)
SEALED = 'const content = await encrypt(await aesKey(secret), plaintext, factsOf(owner, place, "body"));'
BARE = """const bytes = String.fromCharCode(...plaintext, ...new Uint8Array(TAG_BYTES));
    const ct = btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const content = { iv: dek.iv, ct };"""
OPENED = 'const plaintext = await unsealed(await aesKey(secret), envelope, factsOf(owner, envelope, "body"));'
READ = """const bytes = fromBase64url(envelope.ct).slice(0, -TAG_BYTES);
    const isBare = bytes[0] === "{".charCodeAt(0) && bytes.at(-1) === SPACE;
    const sealed = isBare ? undefined : unsealed(await aesKey(secret), envelope, factsOf(owner, envelope, "body"));
    const plaintext = (await sealed) ?? bytes;"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter envelope.js: neither seal the body nor mind when it is not."""
    overlay(seams, "vault/envelope.js", OPENED, READ, lambda: None)
    overlay(seams, "vault/envelope.js", SEALED, BARE, hit)
