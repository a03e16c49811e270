"""Recovery codes: ten of them, each good for one new passphrase."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from reference_server.contract.base import Request, Text, View
from reference_server.contract.binary import Bytes
from reference_server.contract.envelope import Iv, WrappedKey
from reference_server.contract.vault import NewPassphrase, Secret, SetId, Wrap

CODES = 10
LONGEST_TICKET = 300
"""Seconds."""

CodeId = Annotated[StrictStr, Bytes(12, 12)]


class Code(Request):
    """A code as the server knows it: its name, the recovery key that it wraps, and the hash of its verifier."""

    code_id: CodeId
    iv: Iv
    ct: WrappedKey
    verifier_hash: Secret


class RecoveryDraft(Request):
    """A set of codes to take the place of the one before, and the two wraps that join its key to the vault's."""

    set_id: SetId
    codes: Annotated[list[Code], Field(min_length=CODES, max_length=CODES)]
    rk_wrap: Wrap
    uvk_wrap: Wrap


class RecoverySet(View):
    """The set that counts now."""

    set_id: str
    created_at: datetime
    unused: int


class Redeem(Request):
    """Reserve a code; the time may be asked shorter, in seconds."""

    code_id: CodeId
    verifier: Secret
    expires_in: Annotated[StrictInt, Field(ge=1, le=LONGEST_TICKET)] = LONGEST_TICKET


class Ticket(View):
    """What a code was exchanged for: a ticket for one reset, and the wraps that lead to the vault's key."""

    ticket: Annotated[str, Field(repr=False)]
    expires_at: datetime
    set_id: str
    wrap: Wrap
    rk_wrap: Wrap


class Reset(NewPassphrase):
    """A new passphrase, by the ticket of a recovery code."""

    ticket: Annotated[Text, Field(max_length=200, repr=False)]
