"""What a device asks again and again: is the vault still open, and what has changed."""

from typing import Annotated

from pydantic import Field, StrictStr

from reference_server.contract.base import Request, Text, View
from reference_server.contract.changes import Change
from reference_server.contract.envelope import UUID
from reference_server.contract.policies import Policy
from reference_server.contract.vault import VaultState

DeviceId = Annotated[StrictStr, Field(pattern=UUID)]


class PollQuery(Request):
    """The number of the last change that the device has heard of; 0 when it begins.

    Until it has heard of everything once, it goes on `anew`: what was deleted before it began, it does not have.
    A device that says its name is waited for: what is deleted stays known until it has heard of it. One that says who
    it asks for hears nothing once somebody else is signed in. It says how long its oldest change has been waiting to be
    sent, where one is.
    """

    since: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    anew: bool = False
    device: DeviceId | None = None
    person: Annotated[Text, Field(max_length=64)] | None = None
    oldest_pending_seconds: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class Poll(View):
    """What changed, in order, and the `seq` to go on from; `has_more` when there is more than fits into one answer."""

    vault: VaultState | None
    policy: Policy
    seq: int
    changes: list[Change]
    has_more: bool
