"""What a device did on its own, and what came of it."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from reference_server.contract.base import Request, Text, View
from reference_server.contract.changes import Known
from reference_server.contract.envelope import UUID, Revision
from reference_server.contract.problems import Reason
from reference_server.contract.sync import DeviceId

MOST_OPERATIONS = 100
"""In one push."""

OperationId = Annotated[StrictStr, Field(pattern=UUID)]
Number = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]
Status = Literal["applied", "duplicate", "conflict", "rejected"]


class Operation(Request):
    """A command that was given on a device, the thing that it is about, and the revision that it was made from.

    `op_id` names it for good, `n` counts the operations that this device has sent.
    """

    op_id: OperationId
    n: Number
    command: Annotated[Text, Field(max_length=64)]
    id: Annotated[Text, Field(min_length=1, max_length=64)]
    base_rev: Revision | None = None
    args: Annotated[dict[str, Any], Field(default_factory=dict)]


class Push(Request):
    """Operations of one device and one person, in the order in which they are to be carried out."""

    person: Annotated[Text, Field(max_length=64)]
    device: DeviceId
    ops: Annotated[list[Operation], Field(min_length=1, max_length=MOST_OPERATIONS)]


class Result(View):
    """What came of an operation, and will come of it however often it is sent.

    `rev` is that of the thing, `seq` the number of the change: whoever has heard of that has heard of the outcome.
    """

    op_id: str
    n: int
    status: Status
    rev: int | None = None
    seq: int | None = None
    current: Known | None = None
    problem: Reason | None = None


class Pushed(View):
    """Results in order; fewer than there were operations when one cannot be judged now, such as for a locked vault."""

    results: list[Result]
    last_n: int
