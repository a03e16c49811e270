"""Titles are kept to show the page sooner."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.titles_remembered",
    area="vault_lock",
    title="Titles are kept to show the page sooner",
    symptom="The list shows what is private for a moment before it says that it is locked.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/ios/issues/746",
    rows=["L-07"],
    kills=["E2-LOCK-07", "E2-LOCK-09"],
)
CHANGES = (
    (
        "items/item-card.js",
        """    if (vault.state !== "unlocked") return this.#show({ title: "Private, locked", body: "" });
""",
        """    const kept = localStorage.getItem(item.id);
    if (vault.state !== "unlocked" && kept && this.root.ariaLabel !== kept) {
      this.#show({ title: kept, body: "" });
      return Promise.resolve().then(() => this.#show({ title: "Private, locked", body: "" }));
    }
    if (vault.state !== "unlocked") return this.#show({ title: "Private, locked", body: "" });
""",
    ),
    (
        "items/item-card.js",
        """      if (this.#shown === expected) this.#show(content);
""",
        """      if (this.#shown === expected) this.#show(content);
      localStorage.setItem(item.id, content.title);
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
