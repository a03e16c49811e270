"""An index that was lost is not built again."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.loss_unnoticed",
    area="search",
    title="An index that was lost is not built again",
    symptom="Results are missing, and nothing says so.",
    severity=Severity.MAJOR,
    provenance="https://github.com/tutao/tutanota/issues/2453",
    rows=["S-04"],
    kills=["E2-SRCH-01"],
)
OLD = "IndexDb.open(vault.userId, () => this.#restart());"
NEW = """IndexDb.open(vault.userId, () => {
      for (const id of index.all) index.remove(id);
    });"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/search.js."""
    overlay(seams, "search/search.js", OLD, NEW, hit)
