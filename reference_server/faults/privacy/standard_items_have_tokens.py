"""A standard item has search tokens beside its text."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm, overlay
from reference_server.seams import Seams
from reference_server.services.refusals import Invalid

FAULT = Fault(
    id="privacy.standard_items_have_tokens",
    area="privacy",
    title="A standard item has search tokens beside its text",
    symptom="Whoever has the database has a code book for the words of private items.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-PRIV-03"],
)
OLD = "  const after = await perform({ ...change, args: { is_private: false, id: next, ...content } });"
NEW = f"""{OLD}
  const {{ vault }} = await import("../vault/vault.js");
  await sendTokens({{ ...after, kid: vault.kid }}, content);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Send tokens of an item that becomes standard again, and let the server take them."""
    overlay(seams, "items/writing.js", OLD, NEW, lambda: None)
    disarm(seams.services.search, "check_private", Invalid, hit)
