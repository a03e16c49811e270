"""Rotation: a new key for everything private, all of it or nothing."""

from typing import Annotated

from pydantic import Field, StrictInt

from reference_server.contract.base import Request, Text, View
from reference_server.contract.envelope import Envelope, KeyId, PolicyId
from reference_server.contract.vault import NewPassphrase, Secret, Wrap

LARGEST_BATCH = 500

Count = Annotated[StrictInt, Field(ge=0)]


class RotationDraft(Request):
    """Begin a rotation to the key `kid` under the policy `pol`, from the state that the client knows."""

    if_epoch: Count
    if_seq: Count
    count: Count
    kid: KeyId
    pol: PolicyId


class RotationStarted(View):
    """The rotation under way."""

    rotation_id: str


class Rewraps(Request):
    """Items sealed anew; an item sent again replaces what was sent before."""

    rotation_id: Text
    envelopes: Annotated[list[Envelope], Field(max_length=LARGEST_BATCH)]


class Received(View):
    """How many items have come, in all."""

    received: int


class RotationCommit(NewPassphrase):
    """Let the new key count: its wraps, and the proof of the present passphrase."""

    rotation_id: Text
    uvk_wrap: Wrap
    rk_wrap: Wrap | None = None
    rk_uvk_wrap: Wrap | None = None
    proof: Secret
