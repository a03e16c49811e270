"""Operations: each is carried out once, however often and whichever way it is sent."""

from functools import partial
from typing import Any

from reference_server.contract.base import Request
from reference_server.contract.push import Operation, Push, Pushed, Result
from reference_server.services.items.writing import Writer
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import OutOfOrder, Refusal, SignedOut, VaultLocked
from reference_server.services.sync.commands import Commands
from reference_server.services.sync.results import Results
from reference_server.services.sync.sync import Sync
from reference_server.services.telemetry.telemetry import Telemetry
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

NO_RESULT = (SignedOut, VaultLocked)
"""Refusals that tell nothing of an operation: it is judged another time."""


class Operations:
    """Rules about commands that are sent, and sent again. Each is one transaction, its result included."""

    def __init__(
        self,
        tools: Tools,
        accounts: Accounts,
        sync: Sync,
        commands: Commands,
        results: Results,
        telemetry: Telemetry,
    ) -> None:
        self.tools = tools
        self.accounts = accounts
        self.sync = sync
        self.commands = commands
        self.results = results
        self.telemetry = telemetry

    def direct(self, writer: Writer, name: str, key: str, told: Request, op_id: str | None = None) -> Any:
        """Carry a command out that came by itself, and return what the person then sees.

        With an `op_id` it is carried out once: whoever sends it again gets the thing as it is by then.
        """
        command = self.commands.table[name]
        if op_id is None:
            return command.handler(writer, key, told)
        with self.tools.store.begin() as work:
            person = self.accounts.lock(work, writer.person_id)
            known = work.sync.result(person.id, op_id)
            if known is not None and known.status == "applied":
                return self.commands.show(writer, name, known.item_id, told)
            seen = command.handler(writer, key, told)
            if known is None:
                work.sync.add(self.results.applied(work, person, op_id, command.kind, key if seen is None else seen.id))
            return seen

    def push(self, writer: Writer, sent: Push) -> Pushed:
        """Judge a device's operations in order, as far as they can be judged now.

        Where not even the first one can, it says why: OtherPerson, OutOfOrder, VaultLocked.
        """
        self.sync.check_person(writer.caller, sent.person)
        results: list[Result] = []
        last_n = 0
        for operation in sent.ops:
            try:
                result, last_n = self.judge(writer, sent.device, operation)
            except (VaultLocked, OutOfOrder):
                if not results:
                    raise
                break
            results.append(result)
        return Pushed(results=results, last_n=last_n)

    def judge(self, writer: Writer, device_id: str, operation: Operation) -> tuple[Result, int]:
        """Return what comes of one operation, or came of it before, and the number of the device's last one."""
        with self.tools.store.begin() as work:
            person = self.accounts.lock(work, writer.person_id)
            device = work.sync.device(person.id, device_id, self.tools.now())
            known = work.sync.result(person.id, operation.op_id)
            if known is None:
                if self.is_long_ago(work, device, operation):
                    return self.results.duplicate(operation), device.last_n
                self.check_next(device, operation)
                known = self.carry_out(work, writer, person, operation)
                work.sync.add(known)
                work.then(partial(self.telemetry.replayed, person.id, operation.command, known.status))
            self.count(device, operation, known)
            return self.results.told(work, known, operation.n), device.last_n

    def is_long_ago(self, work: Work, device: tables.SyncDevice, operation: Operation) -> bool:
        """Say whether an operation was judged so long ago that only its number is known; another has it else."""
        if operation.n > device.last_n:
            return False
        return work.sync.result_of_number(device.person_id, device.device, operation.n) is None

    def check_next(self, device: tables.SyncDevice, operation: Operation) -> None:
        """Refuse to leave a number out: the operation that it belongs to may still be on its way."""
        if operation.n != device.last_n + 1:
            raise OutOfOrder(device.last_n)

    def carry_out(self, work: Work, writer: Writer, person: tables.Person, operation: Operation) -> tables.SyncResult:
        """Return the result of an operation that nobody has heard of before."""
        try:
            command, told = self.commands.read(operation)
            with self.tools.store.begin():
                command.handler(writer, operation.id, told)
        except NO_RESULT:
            raise
        except Refusal as refusal:
            return self.results.refused(work, person, operation, refusal)
        return self.results.applied(work, person, operation.op_id, command.kind, operation.id)

    def count(self, device: tables.SyncDevice, operation: Operation, result: tables.SyncResult) -> None:
        """Let the operation have its number, whatever came of it and whichever way it had come before."""
        if operation.n == device.last_n + 1:
            device.last_n = operation.n
            result.device, result.n = device.device, operation.n
