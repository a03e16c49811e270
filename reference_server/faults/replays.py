"""Replays that come to nothing: the device is told that its operation was applied, and it was not."""

from collections.abc import Callable

from reference_server.contract.push import Operation
from reference_server.faults.model import Hit
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer
from reference_server.store.tables import Person, SyncResult
from reference_server.store.work import Work


def lose_replay(seams: Seams, command: str, hit: Hit) -> None:
    """Answer a device's operations of this command, and leave it at that."""
    operations = seams.services.operations

    @wrap(operations, "carry_out")
    def carry_out(
        original: Callable[..., SyncResult], work: Work, writer: Writer, person: Person, operation: Operation
    ) -> SyncResult:
        if operation.command != command:
            return original(work, writer, person, operation)
        hit()
        kind = operations.commands.table[command].kind
        return operations.results.applied(work, person, operation.op_id, kind, operation.id)
