"""The timer counts ticks instead of time."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="focus.timer_counts_ticks",
    area="focus",
    title="The timer counts ticks instead of time",
    symptom="A throttled or sleeping tab runs late: 25 minutes take an hour.",
    severity=Severity.MAJOR,
    provenance="https://github.com/SupremeTechnopriest/react-idle-timer/issues/281",
    kills=["CP-FOCUS-01", "CP-FOCUS-02"],
)
OLD = "    const left = timeLeft(this.#current, now);"
NEW = """    const counting = this.counted === this.#current.id && this.#current.running_since !== null;
    this.left = counting ? Math.max(0, this.left - 1000) : timeLeft(this.#current, now);
    this.counted = this.#current.id;
    const left = this.left;"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter current-session.js."""
    overlay(seams, "current-session.js", OLD, NEW, hit)
