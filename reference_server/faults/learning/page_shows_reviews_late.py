"""The page shows a review on the day after it is due."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="learning.page_shows_reviews_late",
    area="learning",
    title="The page shows a review on the day after it is due",
    symptom="On the day of a review the page says that there is none.",
    severity=Severity.MAJOR,
    provenance="own (off by one)",
    kills=["FE-LEARN-02"],
)
OLD = "review && review.due_on <= day"
NEW = "review && review.due_on < day"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/learning.js."""
    overlay(seams, "offline/learning.js", OLD, NEW, hit)
