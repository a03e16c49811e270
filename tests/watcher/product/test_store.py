"""What is put into the store: the bytes of the spool, once, as they were signed."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reference_server.watcher.product.server import UnavailableError
from reference_server.watcher.product.store import PIECE, StaleError, Store
from tests.watcher.loopback import Asked, Site, site


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    yield store
    store.close()


@pytest.fixture
def bucket() -> Iterator[Site]:
    """A store that takes everything."""
    with site(lambda _: (200, b"")) as found:
        yield found


@pytest.fixture
def spooled(tmp_path: Path) -> Path:
    path = tmp_path / "spooled"
    path.write_bytes(bytes(range(256)) * (3 * PIECE // 256) + b"the rest")
    return path


def headers(length: int) -> dict[str, str]:
    return {"Content-Length": str(length), "x-amz-checksum-sha256": "abc="}


@pytest.mark.parametrize("length", [0, 1, PIECE, PIECE + 1, 3 * PIECE + 8])
def test_a_file_is_put_whole(store: Store, bucket: Site, tmp_path: Path, spooled: Path, length: int) -> None:
    content = spooled.read_bytes()[:length]
    (tmp_path / "one").write_bytes(content)

    store.put(f"{bucket.url}/u/1?X-Amz-Signature=s", headers(length), tmp_path / "one")

    (asked,) = bucket.asked
    assert (asked.method, asked.path, asked.content == content) == ("PUT", "/u/1?X-Amz-Signature=s", True)
    assert asked.headers["x-amz-checksum-sha256"] == "abc="
    assert asked.headers["Content-Length"] == str(length)


@pytest.mark.parametrize(("start", "size"), [(0, 10), (5, PIECE), (PIECE + 3, 2 * PIECE), (3 * PIECE, 8)])
def test_a_part_is_put_alone(store: Store, bucket: Site, spooled: Path, start: int, size: int) -> None:
    store.put(bucket.url, headers(size), spooled, start, size)

    assert bucket.asked[0].content == spooled.read_bytes()[start : start + size]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 412])
def test_a_url_that_is_not_taken_is_stale(store: Store, bucket: Site, spooled: Path, status: int) -> None:
    bucket.answer = lambda _: (status, b"<Error><Code>AccessDenied</Code></Error>")

    with pytest.raises(StaleError, match=f"^the store answered {status}$"):
        store.put(bucket.url, headers(10), spooled, 0, 10)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_at_the_store_is_over_some_time(store: Store, bucket: Site, spooled: Path, status: int) -> None:
    bucket.answer = lambda _: (status, b"")

    with pytest.raises(UnavailableError, match=f"^answered {status}$") as refusal:
        store.put(bucket.url, headers(10), spooled, 0, 10)
    assert refusal.value.what == "store"


def test_a_store_that_is_not_there_is_told_without_its_address(store: Store, bucket: Site, spooled: Path) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"no way to {request.url}")

    store._http = httpx.Client(transport=httpx.MockTransport(refuse))

    with pytest.raises(UnavailableError, match=r"^no answer \(ConnectError\)$"):
        store.put(f"{bucket.url}/?X-Amz-Signature=s", headers(10), spooled, 0, 10)


@pytest.mark.parametrize(
    ("signed", "start", "size"),
    [(9, 0, None), (11, 0, None), (9, 0, 10), (11, 0, 10), (PIECE, 0, PIECE + 1), (PIECE, 3 * PIECE, PIECE)],
)
def test_what_has_another_size_than_was_signed_is_not_put(
    store: Store, bucket: Site, tmp_path: Path, spooled: Path, signed: int, start: int, size: int | None
) -> None:
    if size is None:
        spooled.write_bytes(b"ten bytes.")

    with pytest.raises(StaleError, match="another size than what was signed"):
        store.put(bucket.url, headers(signed), spooled, start, size)

    assert bucket.asked == []


@pytest.mark.parametrize("url", ["ftp://store.example/?X-Amz-Signature=s", "http://store:port/?X-Amz-Signature=s", ""])
def test_an_address_that_makes_no_sense_is_told_without_it(store: Store, spooled: Path, url: str) -> None:
    with pytest.raises(StaleError) as refusal:
        store.put(url, headers(10), spooled, 0, 10)

    assert "Signature" not in str(refusal.value)


def test_a_connection_serves_several_uploads(store: Store, bucket: Site, spooled: Path) -> None:
    for _ in range(3):
        store.put(bucket.url, headers(10), spooled, 0, 10)

    assert len(bucket.asked) == 3
    assert isinstance(bucket.asked[0], Asked)
