"""Switching an existing item to Private only changes the word."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.mode_kept_when_edited",
    area="privacy",
    title="Switching an existing item to Private only changes the word",
    symptom="The item says Private, and the server has read all of it.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-PRIV-03", "FE-PRIV-04"],
)
OLD = '  if (draft.isPrivate !== (item.mode === "private")) return changePrivacy(item, draft);'
NEW = """  if (draft.isPrivate && item.mode === "standard")
    return keep({ ...(await save(item, { ...draft, isPrivate: false })), mode: "private", seq: item.seq + 9 });
  if (draft.isPrivate !== (item.mode === "private")) return changePrivacy(item, draft);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/writing.js."""
    overlay(seams, "items/writing.js", OLD, NEW, hit)
