"""The Learning page goes by the day of UTC."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="learning.page_goes_by_utc",
    area="learning",
    title="The Learning page goes by the day of UTC",
    symptom="East of Greenwich a review comes up at breakfast or at lunch, not at midnight.",
    severity=Severity.MAJOR,
    provenance="own (new Date() without a zone)",
    kills=["FE-LEARN-02"],
)
OLD = "dueReviews(tracks.toReversed(), localDate(Date.now(), person.time_zone))"
NEW = 'dueReviews(tracks.toReversed(), localDate(Date.now(), "UTC"))'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter learning.js."""
    overlay(seams, "learning.js", OLD, NEW, hit)
