"""One lost folder stops the others."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Tracking

FAULT = Fault(
    id="errors.one_lost_folder_stops_all",
    area="errors",
    title="One lost folder stops the others",
    symptom="An unplugged disk ends the backup of everything.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-FAIL-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Look nowhere while a folder is lost."""

    @wrap(parts.looking, "look_where_told")
    def look_where_told(original: Callable[[Tracking], None], tracking: Tracking) -> None:
        if all(each.standing == "watching" for each in parts.watched.conditions.values()):
            original(tracking)
        else:
            hit()
