"""Damaged entries are left out without a word."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.damaged_left_out",
    area="encryption",
    title="Damaged entries are left out without a word",
    symptom="What was destroyed is not missed.",
    severity=Severity.MAJOR,
    provenance="CWE-390",
    kills=["E2-ENCR-02"],
)
OLD = """    place.hidden = false;
    this.#button("edit")"""
NEW = """    this.root.style.display = "none";
    this.#button("edit")"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    overlay(seams, "items/item-card.js", OLD, NEW, hit)
