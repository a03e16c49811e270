"""Watchers and files straight in the database, for pages that only list them."""

from datetime import UTC, datetime
from uuid import uuid4

from reference_server.store.tables import Device, File, Version
from tests.server.daw.backup import handed_key, meta
from tests.server.vault.vaults import binary
from tests.web.product import Product, Visitor

KID = "k_0123456789abcdef"


def person_of(visitor: Visitor) -> str:
    """Return the id of somebody."""
    return str(visitor.call("GET", "/api/auth/me")["id"])


def paired(product: Product, visitor: Visitor, name: str = "Studio", seen_at: datetime | None = None) -> str:
    """Give somebody a watcher, and return its id."""
    device = Device(
        id=str(uuid4()),
        person_id=person_of(visitor),
        name=name,
        platform="Linux",
        version="0.1.0",
        kid=KID,
        paired_at=datetime.now(UTC),
        seen_at=seen_at,
    )
    with product.seams.store.begin() as work:
        work.devices.add(device)
        return device.id


def backed_up(
    product: Product, visitor: Visitor, device_id: str, filename: str | None, size: int = 1_234_567, rev: int = 1
) -> str:
    """Let a watcher of somebody's have a file stored, and return the file's id."""
    owner, sealed, wrap = person_of(visitor), str(meta()).replace("'", '"'), str(handed_key()).replace("'", '"')
    now = datetime.now(UTC)
    file = File(
        id=str(uuid4()), person_id=owner, device_id=device_id, rev=rev, seq=0, meta=sealed, meta_n=0, filename=filename,
        created_at=now, updated_at=now,
    )  # fmt: skip
    version = Version(
        file_id=file.id, rev=rev, person_id=owner, object_key=f"u/x/{file.id}", ct_size=size, ct_sha256=binary(32),
        kid=KID, wrap=wrap, meta=sealed, stored_at=now,
    )  # fmt: skip
    with product.seams.store.begin() as work:
        file.seq = work.files.next_seq(owner)
        work.files.add([file], [version])
        return file.id


def removed(product: Product, file_id: str) -> None:
    """Let a file be removed now."""
    with product.seams.store.begin() as work:
        file = work.files.find(file_id)
        assert file is not None
        file.deleted_at = file.updated_at = datetime.now(UTC)
