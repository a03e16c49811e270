"""The envelope of a private item: all that the server knows of something that it cannot read."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from reference_server.contract.base import Request, Text, View
from reference_server.contract.binary import Bytes

BLOCK, TAG = 256, 16
MOST_BLOCKS = 2400
"""A title and a body of 100,000 characters always fit: JSON writes a character with 6 bytes at most."""

UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

Kind = Literal["ideas", "infobase", "journal"]
ItemId = Annotated[StrictStr, Field(pattern=UUID)]
KeyId = Annotated[StrictStr, Field(pattern=r"^k_[0-9a-f]{16}$")]
PolicyId = Annotated[Text, Field(min_length=1, max_length=64)]
Revision = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]

Iv = Annotated[StrictStr, Bytes(12, 12)]
WrappedKey = Annotated[StrictStr, Bytes(48, 48)]
Ciphertext = Annotated[StrictStr, Bytes(TAG + BLOCK, TAG + MOST_BLOCKS * BLOCK, step=BLOCK)]


class SealedKey(Request):
    """The key of one write, sealed by the vault's."""

    iv: Iv
    ct: WrappedKey


class Envelope(Request):
    """A private item as it is sent and stored; the fields stand in the order in which they are stored."""

    v: Annotated[StrictInt, Field(ge=1, le=1)]
    pol: PolicyId
    alg: Literal["A256GCM"]
    kid: KeyId
    t: Kind
    id: ItemId
    rev: Revision
    dek: SealedKey
    iv: Iv
    ct: Ciphertext


class SealedKeyView(View):
    """The key of one write, as it is stored."""

    iv: str
    ct: str


class EnvelopeView(View):
    """A private item, as it is stored: what was checked on its way in is not checked on its way out."""

    v: int
    pol: str
    alg: str
    kid: str
    t: Kind
    id: str
    rev: int
    dek: SealedKeyView
    iv: str
    ct: str
