"""Whether sync works: an operation is pushed and polled by somebody who never was, in a transaction that is undone."""

from typing import NoReturn
from uuid import uuid4

from reference_server.contract.push import Operation, Push
from reference_server.services.items.writing import Writer
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import Refusal
from reference_server.services.sync.operations import Operations
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

TITLE = "Rehearsal"


class _UndoError(Exception):
    """Nothing is kept; the message is what went wrong, empty when nothing did."""


class Rehearsal:
    """What a device does, without a device and without a trace."""

    def __init__(self, tools: Tools, operations: Operations) -> None:
        self.tools = tools
        self.operations = operations

    def trouble(self) -> str | None:
        """Return what went wrong, None when nothing did."""
        try:
            with self.tools.store.begin() as work:
                self.undo(self.rehearsed(work))
        except _UndoError as undone:
            return str(undone) or None

    def undo(self, trouble: str) -> NoReturn:
        """End the transaction so that nothing of it is kept."""
        raise _UndoError(trouble)

    def rehearsed(self, work: Work) -> str:
        """Store an operation and poll for it; return what went wrong."""
        person_id, thing = self.tools.ids.new_id(), str(uuid4())
        nobody = f"{person_id}@health.invalid"
        person = tables.Person(
            id=person_id, email=nobody, email_key=nobody, name="Nobody", created_at=self.tools.now(), seq=0, horizon=0
        )
        work.people.add_once(person)
        caller = Caller(person_id, session_id="", browser=False)
        try:
            pushed = self.operations.push(Writer(caller, None), self.pushed(person_id, thing))
            polled = self.operations.sync.poll(caller, since=0)
        except Refusal as refusal:
            return f"sync: an operation was refused ({type(refusal).__name__})"
        if [result.status for result in pushed.results] != ["applied"]:
            came_of_it = ", ".join(result.status for result in pushed.results) or "nothing"
            return f"sync: an operation was sent, and this came of it: {came_of_it}"
        if [change.id for change in polled.changes] != [thing]:
            return "sync: an operation that was carried out is not told at the next poll"
        return ""

    def pushed(self, person_id: str, thing: str) -> Push:
        """Return what a device sends that made one quest."""
        now = self.tools.now()
        told = {
            "title": TITLE,
            "steps": [{"title": TITLE}],
            "local_date": now.date().isoformat(),
            "occurred_at": now.isoformat(),
        }
        operation = {"op_id": str(uuid4()), "n": 1, "command": "quests.create", "id": thing, "args": told}
        return Push(person=person_id, device=str(uuid4()), ops=[Operation.model_validate(operation)])
