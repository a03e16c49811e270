"""Markup in a quest's title is rendered."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.markup_in_title_rendered",
    area="quests",
    title="Markup in a quest's title is rendered",
    symptom="A title with tags becomes part of the page instead of text.",
    severity=Severity.CRITICAL,
    provenance="CWE-79",
    kills=["CP-QUEST-04"],
)
OLD = 'part(this.root, "title").textContent = quest.title;'
NEW = 'part(this.root, "title").innerHTML = quest.title;'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter quest-card.js."""
    overlay(seams, "quest-card.js", OLD, NEW, hit)
