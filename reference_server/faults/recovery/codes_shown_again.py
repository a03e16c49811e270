"""The codes are shown again after a reload."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.codes_shown_again",
    area="recovery",
    title="The codes are shown again after a reload",
    symptom="Whoever comes to the screen later copies them.",
    severity=Severity.CRITICAL,
    provenance="CWE-922",
    kills=["E2-RECO-01"],
)
FIRST = (
    "vault-page/codes.js",
    """    this.#done = done;
""",
    """    this.#done = done;
    const kept = sessionStorage.getItem("codes");
    if (kept) queueMicrotask(() => this.show(JSON.parse(kept)));
""",
)
SECOND = (
    "vault-page/codes.js",
    """    this.#shown = true;
""",
    """    this.#shown = true;
    sessionStorage.setItem("codes", JSON.stringify(codes));
""",
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault-page/codes.js."""
    for asset, old, new in (FIRST, SECOND):
        overlay(seams, asset, old, new, hit)
