"""A deletion on another device is not heard of."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.deletions_unheard",
    area="search",
    title="A deletion on another device is not heard of",
    symptom="What was deleted elsewhere is found until the next sign-in.",
    severity=Severity.MAJOR,
    provenance="https://github.com/SpiderOak/Encryptr/issues/176",
    rows=["S-06"],
    kills=["E2-SRCH-05"],
)
OLD = "    for (const row of changes) this.#rows.get(row.t)?.set(row.id, row);"
NEW = """    for (const row of changes) {
      if (!row.deleted || this.ops.some(({ id }) => id === row.id)) this.#rows.get(row.t)?.set(row.id, row);
    }"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/replica.js."""
    overlay(seams, "offline/replica.js", OLD, NEW, hit)
