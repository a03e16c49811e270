"""Files that a watcher backs up: their versions, and what is told of their names."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from reference_server.contract.base import LARGEST_PAGE, PAGE_SIZE, Request, Text, View
from reference_server.contract.binary import Bytes
from reference_server.contract.envelope import BLOCK, TAG, UUID, Iv, Revision, WrappedKey

MOST_META_BLOCKS = 64

FileId = Annotated[StrictStr, Field(pattern=UUID)]
FileName = Annotated[Text, Field(min_length=1, max_length=255)]
MetaCiphertext = Annotated[StrictStr, Bytes(TAG + BLOCK, TAG + MOST_META_BLOCKS * BLOCK, step=BLOCK)]


class Meta(Request):
    """What only the watcher's key opens: path, size, time and hash. `n` counts renames since the revision."""

    n: Annotated[StrictInt, Field(ge=0, le=2**31 - 1)]
    iv: Iv
    ct: MetaCiphertext


class FileKey(Request):
    """The key of one version, sealed by the watcher's."""

    iv: Iv
    ct: WrappedKey


class Rename(Request):
    """A new path for the present version; `meta.n` is one above the present one."""

    rev: Revision
    meta: Meta
    filename: FileName | None = None


class VersionView(View):
    """One content of a file."""

    rev: int
    ct_size: int
    ct_sha256: str
    kid: str
    wrap: FileKey
    meta: Meta
    stored_at: datetime


class FileView(View):
    """A file as it is now, with the key of its present version; a deleted one keeps its versions."""

    id: str
    device_id: str
    rev: int
    seq: int
    kid: str
    wrap: FileKey
    meta: Meta
    filename: str | None
    deleted: bool
    created_at: datetime
    updated_at: datetime


class FileWithVersions(FileView):
    """A file with all its versions, the newest first."""

    versions: list[VersionView]


class FilesQuery(Request):
    """Which files are wanted: those changed last first, before a `seq`; of one watcher, or of all."""

    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = PAGE_SIZE
    before: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    device_id: Annotated[Text, Field(max_length=64)] | None = None


class Files(View):
    """A part of the list; `before` leads to the next one, null at the end."""

    files: list[FileView]
    before: int | None


class Download(View):
    """Where a version's ciphertext can be had for a short time."""

    url: str = Field(repr=False)
    expires_at: datetime
    ct_size: int
    ct_sha256: str


class ListedFile(View):
    """What administrators see: never a path or a content; no name where its watcher does not share names."""

    id: str
    filename: str | None
    owner: str
    device: str
    rev: int
    ct_size: int
    stored_at: datetime
    deleted: bool
