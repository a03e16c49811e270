"""Uploads: a watcher says what it will send, sends it to the store by presigned URLs, and says that it is done."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from reference_server.contract.base import Request, Text, View
from reference_server.contract.binary import Bytes
from reference_server.contract.envelope import KeyId, Revision
from reference_server.contract.files import FileId, FileKey, FileName, Meta
from reference_server.contract.problems import Reason
from reference_server.contract.push import OperationId

MIB = 1024 * 1024
PART, LARGE = 8 * MIB, 64 * MIB
"""Bytes: of each part but the last, and above which a file is sent in parts."""
MOST_PARTS = 2000
LEAST = 28
"""Bytes of the ciphertext of an empty file: one chunk, with IV and tag."""
LONGEST_UPLOAD = 900
"""Seconds for which a presigned URL may hold."""
BATCH = 100

Sha256 = Annotated[StrictStr, Bytes(32, 32)]
Md5 = Annotated[StrictStr, Bytes(16, 16)]


class Part(Request):
    """One part of a large upload; each but the last has 8 MiB."""

    size: Annotated[StrictInt, Field(ge=1, le=PART)]
    md5: Md5
    sha256: Sha256


class UploadDraft(Request):
    """A version to be stored: the ciphertext's size and hashes, its sealed key and metadata.

    The same `op_id` gets the same upload, with fresh URLs. Above 64 MiB the parts are listed.
    """

    op_id: OperationId
    file_id: FileId
    rev: Revision
    ct_size: Annotated[StrictInt, Field(ge=LEAST, le=MOST_PARTS * PART)]
    ct_sha256: Sha256
    ct_md5: Md5
    kid: KeyId
    wrap: FileKey
    meta: Meta
    filename: FileName | None = None
    parts: Annotated[list[Part], Field(max_length=MOST_PARTS)] | None = None
    expires_in: Annotated[StrictInt, Field(ge=1, le=LONGEST_UPLOAD)] | None = None


class PartTicket(View):
    """Where one part is to be put, and the headers that it must come with."""

    number: int
    url: str = Field(repr=False)
    headers: dict[str, str]


class UploadTicket(View):
    """Where to put the ciphertext: to `url` whole, or each missing part to its own; nowhere once it is stored."""

    upload_id: str
    file_id: str
    rev: int
    state: Literal["pending", "stored"]
    url: str | None = Field(repr=False)
    headers: dict[str, str]
    parts: list[PartTicket] | None
    expires_at: datetime


class Completed(View):
    """The version is stored: whole, and as it was announced. `seq` is its place among the person's files."""

    upload_id: str
    file_id: str
    rev: int
    seq: int
    state: Literal["stored"] = "stored"


class UploadBatch(Request):
    """Several versions at once; each is answered by itself."""

    uploads: Annotated[list[UploadDraft], Field(min_length=1, max_length=BATCH)]


class TicketOrReason(View):
    """What came of one of several."""

    ticket: UploadTicket | None
    problem: Reason | None


class Tickets(View):
    """The answers, in the order of the questions."""

    results: list[TicketOrReason]


class CompletionBatch(Request):
    """Several uploads that are sent."""

    upload_ids: Annotated[list[Annotated[Text, Field(max_length=64)]], Field(min_length=1, max_length=BATCH)]


class CompletedOrReason(View):
    """What came of one of several."""

    completed: Completed | None
    problem: Reason | None


class Completions(View):
    """The answers, in the order of the questions."""

    results: list[CompletedOrReason]
