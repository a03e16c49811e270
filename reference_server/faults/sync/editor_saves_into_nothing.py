"""The editor says that it saved what was deleted elsewhere."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.editor_saves_into_nothing",
    area="sync",
    title="The editor says that it saved what was deleted elsewhere",
    symptom="What was typed is gone, and nobody was told.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/standardnotes/app/issues/196",
    rows=["O-15"],
    kills=["OF-SYNC-02"],
)
OLD = "      throw conflict ? await this.#showConflict(problem) : problem;"
NEW = """      if (conflict && problem.facts.current?.deleted) {
        closeNearItem(this.#dialog);
        return `${draft.title.trim()} saved.`;
      }
      throw conflict ? await this.#showConflict(problem) : problem;"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-dialog.js."""
    overlay(seams, "items/item-dialog.js", OLD, NEW, hit)
