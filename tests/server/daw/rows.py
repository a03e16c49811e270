"""A watcher and a file of somebody's, straight in the database: for tests that need one to be there, and no store."""

from datetime import UTC, datetime
from typing import cast
from uuid import uuid4

from fastapi import FastAPI
from starlette.testclient import TestClient

from reference_server.ids import hashed
from reference_server.seams import Seams
from reference_server.services.daw.devices import PREFIX
from reference_server.store.tables import Device, File, Upload, Version
from tests.server.daw.backup import handed_key, meta
from tests.server.items.written import KID
from tests.server.vault.vaults import binary
from tests.server.world import Person


def backed_up(person: Person) -> dict[str, str]:
    """Give the person a watcher with a stored file and a pending upload; return their ids by the names in paths.

    `watcher` is the watcher's credential.
    """
    now, device_id, file_id, upload_id = datetime.now(UTC), str(uuid4()), str(uuid4()), str(uuid4())
    secret, wrap = PREFIX + binary(32), handed_key()
    sealed = str(meta()).replace("'", '"')
    owner = person.id
    device = Device(
        id=device_id, person_id=owner, name="Studio", platform="Linux", version="1", kid=KID, paired_at=now,
        secret_hash=hashed(secret),
    )  # fmt: skip
    file = File(
        id=file_id,
        person_id=owner,
        device_id=device_id,
        rev=1,
        seq=0,
        meta=sealed,
        meta_n=0,
        created_at=now,
        updated_at=now,
    )
    version = Version(
        file_id=file_id, rev=1, person_id=owner, object_key=f"u/x/{file_id}", ct_size=28, ct_sha256=binary(32), kid=KID,
        wrap=f'{{"iv": "{wrap["iv"]}", "ct": "{wrap["ct"]}"}}', meta=sealed, stored_at=now,
    )  # fmt: skip
    upload = Upload(
        id=upload_id, person_id=owner, device_id=device_id, op_id=str(uuid4()), file_id=str(uuid4()), rev=1,
        object_key=f"u/x/{upload_id}", draft="{}", created_at=now, expires_at=now, state="gone",
    )  # fmt: skip
    app = cast("FastAPI", cast("TestClient", person.client).app)
    seams: Seams = app.state.seams
    with seams.store.begin() as work:
        work.devices.add(device)
        file.seq = work.files.next_seq(owner)
        work.files.add([file], [version])
        work.uploads.add([upload])
    return {"device_id": device_id, "file_id": file_id, "upload_id": upload_id, "rev": "1", "watcher": secret}
