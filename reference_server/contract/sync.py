"""What a device asks again and again: is the vault still open, and what has changed."""

from typing import Annotated

from pydantic import Field

from reference_server.contract.base import Request, View
from reference_server.contract.items import Item, Tombstone
from reference_server.contract.policies import Policy
from reference_server.contract.vault import VaultState


class PollQuery(Request):
    """The number of the last change that the device has heard of; 0 when it begins."""

    since: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class Poll(View):
    """What changed, in order, and the `seq` to go on from; `has_more` when there is more than fits into one answer."""

    vault: VaultState | None
    policy: Policy
    seq: int
    changes: list[Item | Tombstone]
    has_more: bool
