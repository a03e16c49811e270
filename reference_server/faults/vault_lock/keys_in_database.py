"""The vault's keys are kept in a database."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.keys_in_database",
    area="vault_lock",
    title="The vault's keys are kept in a database",
    symptom="Whoever gets at the browser's profile has the keys, locked or not.",
    severity=Severity.CRITICAL,
    provenance="CWE-922",
    kills=["E2-LOCK-07", "E2-LOCK-09"],
)
OLD = """    this.#ring = ring;
"""
NEW = """    this.#ring = ring;
    const keeping = indexedDB.open("keys");
    keeping.onupgradeneeded = () => keeping.result.createObjectStore("keys");
    keeping.onsuccess = () => {
      keeping.result.transaction("keys", "readwrite").objectStore("keys").put(ring.active.items, view.kid);
      keeping.result.close();
    };
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
