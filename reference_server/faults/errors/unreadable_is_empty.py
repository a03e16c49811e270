"""An unreadable folder is taken for an empty one."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.roots import Condition
from reference_server.watcher.local.settings import Folder

FAULT = Fault(
    id="errors.unreadable_is_empty",
    area="errors",
    title="An unreadable folder is taken for an empty one",
    symptom="A change of permissions deletes the backup.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-FAIL-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Take it for one that is there."""

    @wrap(parts.roots, "condition")
    def condition(original: Callable[[Folder], Condition], folder: Folder) -> Condition:
        present = original(folder)
        if present.standing == "unreadable":
            hit()
            return Condition("watching")
        return present
