"""Results: what came of an operation. Nothing of its content is kept, but for why it was refused."""

import json

from reference_server.contract.push import Operation, Result
from reference_server.services import problems
from reference_server.services.refusals import NotFound, Refusal, RevisionConflict
from reference_server.services.sync.changes import Changes
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


class Results:
    """Rules about outcomes: how they are kept, and how they are told."""

    def __init__(self, tools: Tools, changes: Changes) -> None:
        self.tools = tools
        self.changes = changes

    def applied(self, work: Work, person: tables.Person, op_id: str, kind: str, key: str) -> tables.SyncResult:
        """Return the result of a command that was carried out."""
        there = self.changes.standing(work, person.id, kind, key)
        return tables.SyncResult(
            person_id=person.id,
            op_id=op_id,
            kind=kind,
            item_id=key,
            status="applied",
            at=self.tools.now(),
            rev=None if there is None else there.rev,
            seq=person.seq,
        )

    def refused(self, work: Work, person: tables.Person, operation: Operation, refusal: Refusal) -> tables.SyncResult:
        """Return the result of a command that was not carried out: a conflict when the thing changed, or is deleted."""
        kind = operation.command.partition(".")[0]
        conflict = self.is_conflict(work, person, kind, operation.id, refusal)
        return tables.SyncResult(
            person_id=person.id,
            op_id=operation.op_id,
            kind=kind,
            item_id=operation.id,
            status="conflict" if conflict else "rejected",
            at=self.tools.now(),
            problem=None if conflict else json.dumps(problems.of_refusal(refusal), default=str),
        )

    def is_conflict(self, work: Work, person: tables.Person, kind: str, key: str, refusal: Refusal) -> bool:
        """Say whether somebody else's change is what stands in the way."""
        if isinstance(refusal, NotFound):
            left = self.changes.standing(work, person.id, kind, key)
            return left is not None and left.deleted
        return isinstance(refusal, RevisionConflict)

    def duplicate(self, operation: Operation) -> Result:
        """Return what is told of an operation whose result is forgotten."""
        return Result(op_id=operation.op_id, n=operation.n, status="duplicate")

    def told(self, work: Work, kept: tables.SyncResult, n: int) -> Result:
        """Return a result as the device gets it; what a conflict is with is told as it is by now."""
        conflict = kept.status == "conflict"
        return Result.model_validate(
            {
                "op_id": kept.op_id,
                "n": n,
                "status": kept.status,
                "rev": kept.rev,
                "seq": kept.seq,
                "current": self.changes.standing(work, kept.person_id, kept.kind, kept.item_id) if conflict else None,
                "problem": None if kept.problem is None else json.loads(kept.problem),
            }
        )
