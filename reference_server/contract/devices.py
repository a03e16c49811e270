"""Watchers: how one is let in (RFC 8628) and paired, and what people see of theirs."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictStr

from reference_server.contract.base import Request, Text, Title, View
from reference_server.contract.binary import Bytes
from reference_server.contract.envelope import Iv, KeyId, WrappedKey
from reference_server.contract.vault import VaultState

PublicKey = Annotated[StrictStr, Bytes(65, 65)]
"""An uncompressed point of P-256, as WebCrypto exports it raw."""
Word = Annotated[Text, Field(min_length=1, max_length=64)]


class DeviceRequest(Request):
    """A watcher asks to be let in; it says what it is, and the key that the vault's is to be sealed for."""

    client_id: Literal["daw-watcher"]
    name: Title
    platform: Word
    version: Word
    public_key: PublicKey
    expires_in: Annotated[int, Field(ge=1, le=3600)] | None = None


class DeviceCodes(View):
    """What the watcher asks with, and what the person enters; times in seconds."""

    device_code: str = Field(repr=False)
    user_code: str
    verification_uri: str
    verification_uri_complete: str
    expires_in: int
    interval: int
    device_id: str


class DeviceTokenRequest(Request):
    """A watcher asks whether it was let in."""

    grant_type: Literal["urn:ietf:params:oauth:grant-type:device_code"]
    device_code: Annotated[Text, Field(max_length=200, repr=False)]
    client_id: Literal["daw-watcher"]


class HandedKey(Request):
    """The watcher's key of a vault, sealed for the watcher: `epk` is the sender's part of the exchange."""

    epk: PublicKey
    iv: Iv
    ct: WrappedKey


class DeviceToken(View):
    """The watcher is let in: its credential, whose it is, and its key, as the browser sealed it."""

    access_token: str = Field(repr=False)
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the kind of token, not one
    device_id: str
    user_id: str
    kid: str
    key: HandedKey


class PairingRequest(View):
    """A watcher that waits, as the person sees it who has its code."""

    user_code: str
    device_id: str
    name: str
    platform: str
    version: str
    public_key: str
    expires_at: datetime


class Approval(Request):
    """Let a watcher in, with its key of the vault key `kid`."""

    kid: KeyId
    key: HandedKey


class DeviceView(View):
    """A paired watcher. `files` counts what it has stored and not deleted."""

    id: str
    name: str
    platform: str
    version: str
    kid: str
    paired_at: datetime
    seen_at: datetime | None
    files: int


class Devices(View):
    """A person's watchers, those that were paired last first."""

    devices: list[DeviceView]


class DeviceChange(Request):
    """A new name for a watcher."""

    name: Title


class Owner(View):
    """Whose files a watcher backs up."""

    id: str
    name: str


class WatcherState(View):
    """What a watcher asks again and again: who it works for, and whether it may upload."""

    device_id: str
    device_name: str
    person: Owner
    vault: VaultState | None
