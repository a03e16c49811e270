"""What was decrypted stays in the page's memory after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.content_kept_in_memory",
    area="vault_lock",
    title="What was decrypted stays in the page's memory after a lock",
    symptom="A debugger finds what is locked.",
    severity=Severity.MAJOR,
    provenance="https://github.com/bitwarden/clients/issues/3166",
    rows=["L-11"],
    kills=["E2-LOCK-07"],
)
CHANGES = (
    (
        "items/reading.js",
        """  if (item.mode === "private") return openItem(item);
""",
        """  if (item.mode === "private" && !decrypted.has(item.seq)) decrypted.set(item.seq, await openItem(item));
  if (item.mode === "private") return decrypted.get(item.seq);
""",
    ),
    (
        "items/reading.js",
        """import { Damaged } from "../vault/damaged.js";
""",
        """import { Damaged } from "../vault/damaged.js";

const decrypted = new Map();
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/reading.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
