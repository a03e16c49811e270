"""Watchers and the files that they back up, for their owner; and the watchers' own questions."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from reference_server.contract.base import Text
from reference_server.contract.devices import DeviceChange, Devices, DeviceView, WatcherState
from reference_server.contract.files import Download, Files, FilesQuery, FileView, FileWithVersions, Rename
from reference_server.routes.here import ReaderIn, Rules, SignedIn, WatcherIn
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/daw", tags=["watcher"])


@router.get("/devices")
def devices(caller: SignedIn, rules: Rules) -> Devices:
    """List the person's watchers."""
    return rules.devices.listing(caller.person_id)


@router.patch("/devices/{device_id}", responses=problems(404))
def change_device(caller: SignedIn, rules: Rules, device_id: Text, change: DeviceChange) -> DeviceView:
    """Name a watcher."""
    return rules.devices.change(caller.person_id, device_id, change)


@router.delete("/devices/{device_id}", status_code=204, responses=problems(404))
def revoke_device(caller: SignedIn, rules: Rules, device_id: Text) -> None:
    """Let a watcher in no more; what it has stored stays."""
    rules.devices.revoke(caller.person_id, device_id)


@router.get("/state")
def state(watching: WatcherIn, rules: Rules) -> WatcherState:
    """Return what a watcher needs to know."""
    return rules.devices.state(watching)


@router.get("/files")
def files(reader: ReaderIn, rules: Rules, query: Annotated[FilesQuery, Query()]) -> Files:
    """List the person's files, those changed last first; a watcher gets its own."""
    return rules.files.listing(reader, query)


@router.get("/files/{file_id}", responses=problems(404))
def file(reader: ReaderIn, rules: Rules, file_id: Text) -> FileWithVersions:
    """Return a file with its versions; to a watcher, of its own."""
    return rules.files.read(reader, file_id)


@router.get("/files/{file_id}/versions/{rev}", responses=problems(404, 503))
def download(caller: SignedIn, rules: Rules, file_id: Text, rev: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Download:
    """Return where a version's ciphertext can be had, of a deleted file too."""
    return rules.files.download(caller.person_id, file_id, rev)


@router.post("/files/{file_id}/rename", responses=problems(404, 409, 423))
def rename(watching: WatcherIn, rules: Rules, file_id: Text, change: Rename) -> FileView:
    """Give the present version another path."""
    return rules.files.rename(watching, file_id, change)


@router.delete("/files/{file_id}", status_code=204, responses=problems(404, 409, 423))
def delete(
    watching: WatcherIn, rules: Rules, file_id: Text, rev: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> None:
    """Mark a file as removed; its versions stay. With `rev` only if that is the present version."""
    rules.files.delete(watching, file_id, rev)
