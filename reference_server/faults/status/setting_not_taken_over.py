"""A changed setting about backups is not taken over."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.ignoring import BACKUP_FOLDERS

FAULT = Fault(
    id="status.setting_not_taken_over",
    area="status",
    title="A changed setting about backups is not taken over",
    symptom="Copies that were to be kept are left out.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-STAT-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Leave backups out always."""

    @wrap(parts.ignoring, "folder")
    def folder(original: Callable[[bytes], str | None], name: bytes) -> str | None:
        rule = original(name)
        if rule is None and name in BACKUP_FOLDERS:
            hit()
            return "backups"
        return rule
