"""Whether alerts would arrive: what the Prometheus that watches the target has loaded, sees, and tells."""

from collections.abc import Callable

from fixtures.monitoring.judgement import CHECKS
from qa.doctor.check import Check
from qa.doctor.patient import Patient

NAMES = tuple(check.what for check in CHECKS)
REMEDY = "name a Prometheus in the profile: prometheus: {url: …}"


def alerts(name: str) -> Callable[[Patient], Check]:
    """Return the examination that tells one of the judgements on Prometheus; without a known one nothing is shown."""

    def examine(patient: Patient) -> Check:
        findings = patient.monitoring
        if findings is None:
            return Check(name, "unknown", "no Prometheus is known for this target", REMEDY)
        finding = findings[name]
        return Check(name, finding.state, finding.found, finding.todo)

    return examine
