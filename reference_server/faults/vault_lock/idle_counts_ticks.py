"""Inactivity is counted in ticks instead of time."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.idle_counts_ticks",
    area="vault_lock",
    title="Inactivity is counted in ticks instead of time",
    symptom="In a throttled or sleeping tab the vault stays open for hours.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/SupremeTechnopriest/react-idle-timer/issues/281",
    rows=["L-13"],
    kills=["E2-LOCK-05"],
)
CHANGES = (
    (
        "vault/idle.js",
        """    if (now >= this.due) this.#actions.expire();
""",
        """    if ((this.ticks ?? 0) * TICK >= this.due - this.#last) this.#actions.expire();
""",
    ),
    (
        "vault/idle.js",
        """  #tick() {
    this.check();
""",
        """  #tick() {
    this.ticks = this.counted === this.#last ? this.ticks + 1 : 1;
    this.counted = this.#last;
    this.check();
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/idle.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
