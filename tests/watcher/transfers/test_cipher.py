"""What the watcher seals is what the protocol says: an implementation that shares no code with it opens it."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.oracle.encoding import b64u
from fixtures.oracle.files import CHUNK_BYTES, SEALED_CHUNK_BYTES, SealedVersion, WatcherKey
from fixtures.oracle.primitives import NotAuthentic, Sealed
from reference_server.watcher.transfers.cipher import Cipher, FileKey, Place, read_chunks
from tests.watcher.made import KEY, ORACLE, WATCHER, oracle_sealed

PLACE = Place("0b9c5d9e-1111-4000-8000-000000000001", 7)
CIPHER = Cipher(WATCHER)
BORDERS = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5)


def sealed(content: bytes, key: FileKey) -> bytes:
    return b"".join(CIPHER.chunks(key, read_chunks(BytesIO(content))))


def version(key: FileKey, rev: int = PLACE.rev, file_id: str = PLACE.file_id) -> SealedVersion:
    wrap = CIPHER.wrap(key)
    return SealedVersion(file_id, rev, WATCHER.kid, Sealed(wrap.iv, wrap.ct))


def facts(path: bytes = b"song.als") -> dict[str, str | int]:
    return {
        "folder": "f",
        "folder_name": "Projects",
        "path": b64u(path),
        "size": 12,
        "mtime_ns": 34,
        "sha256": b64u(bytes(32)),
    }


@pytest.mark.parametrize("size", BORDERS)
def test_the_oracle_opens_a_content_of_any_size(size: int) -> None:
    key, content = CIPHER.new_key(PLACE), (b"0123456789abcdef" * (size // 16 + 1))[:size]

    ciphertext = sealed(content, key)

    assert ORACLE.content(version(key), ciphertext) == content
    assert len(ciphertext) == size + 28 * max(1, -(-size // CHUNK_BYTES))


@settings(max_examples=12, deadline=None)
@given(chunks=st.integers(0, 2), beside=st.integers(-3, 3))
def test_sizes_around_the_borders_of_chunks_come_out_as_they_went_in(chunks: int, beside: int) -> None:
    content = bytes(max(0, chunks * CHUNK_BYTES + beside))
    key = CIPHER.new_key(PLACE)

    assert ORACLE.content(version(key), sealed(content, key)) == content


def test_the_oracle_opens_the_sealed_key() -> None:
    key = CIPHER.new_key(PLACE)

    assert ORACLE.file_key(version(key)) == key.raw


@pytest.mark.parametrize(
    "other",
    [
        SealedVersion(PLACE.file_id, PLACE.rev + 1, WATCHER.kid, Sealed(b"", b"")),
        SealedVersion(PLACE.file_id[::-1], PLACE.rev, WATCHER.kid, Sealed(b"", b"")),
        SealedVersion(PLACE.file_id, PLACE.rev, "k_0000", Sealed(b"", b"")),
    ],
    ids=["revision", "file", "vault key"],
)
def test_a_sealed_key_opens_for_its_own_version_alone(other: SealedVersion) -> None:
    wrap = CIPHER.wrap(CIPHER.new_key(PLACE))

    with pytest.raises(NotAuthentic):
        ORACLE.file_key(SealedVersion(other.file_id, other.rev, other.kid, Sealed(wrap.iv, wrap.ct)))


@pytest.mark.parametrize(
    "other",
    [
        WatcherKey("somebody else", WATCHER.device_id, KEY),
        WatcherKey(WATCHER.user_id, "another watcher", KEY),
        WatcherKey(WATCHER.user_id, WATCHER.device_id, bytes(32)),
    ],
    ids=["person", "watcher", "key"],
)
def test_a_sealed_key_opens_for_its_own_watcher_alone(other: WatcherKey) -> None:
    key = CIPHER.new_key(PLACE)

    with pytest.raises(NotAuthentic):
        other.file_key(version(key))


def test_a_key_that_the_watcher_sealed_is_opened_by_the_watcher() -> None:
    key = CIPHER.new_key(PLACE)

    assert CIPHER.unwrap(PLACE, WATCHER.kid, CIPHER.wrap(key)) == key


def test_the_oracle_opens_metadata_after_any_number_of_renames() -> None:
    key = CIPHER.new_key(PLACE)

    for n in (0, 1, 17):
        meta = CIPHER.seal_meta(key, n, facts(b"take %d.wav" % n))
        assert ORACLE.facts(version(key), n, Sealed(meta.iv, meta.ct)).path == b"take %d.wav" % n
        assert CIPHER.open_meta(key, n, meta) == facts(b"take %d.wav" % n)


def test_metadata_of_an_earlier_name_do_not_pass_for_the_present_ones() -> None:
    key = CIPHER.new_key(PLACE)
    earlier = CIPHER.seal_meta(key, 0, facts())

    with pytest.raises(NotAuthentic):
        ORACLE.facts(version(key), 1, oracle_sealed(earlier.wire()))


@pytest.mark.parametrize("length", [1, 60, 61, 62, 120, 255, 4000])
def test_metadata_are_filled_up_to_blocks_of_256_bytes(length: int) -> None:
    meta = CIPHER.seal_meta(CIPHER.new_key(PLACE), 0, facts(b"n" * length))

    assert (len(meta.ct) - 16) % 256 == 0


def test_names_of_different_lengths_look_alike() -> None:
    key = CIPHER.new_key(PLACE)

    assert len({len(CIPHER.seal_meta(key, 0, facts(b"n" * length)).ct) for length in range(1, 20)}) == 1


def test_no_iv_is_used_twice() -> None:
    key, content = CIPHER.new_key(PLACE), bytes(2 * CHUNK_BYTES)
    twice = [sealed(content, key), sealed(content, key)]

    ivs = [each[start : start + 12] for each in twice for start in (0, SEALED_CHUNK_BYTES)]
    ivs += [CIPHER.wrap(key).iv for _ in range(3)]
    ivs += [CIPHER.seal_meta(key, 0, facts()).iv for _ in range(3)]

    assert len(set(ivs)) == len(ivs)


def test_each_version_has_a_key_of_its_own() -> None:
    assert len({CIPHER.new_key(PLACE).raw for _ in range(50)}) == 50


KEY_OF_THREE = CIPHER.new_key(PLACE)
THREE = b"1" * CHUNK_BYTES + b"2" * CHUNK_BYTES + b"the rest"


@pytest.fixture(scope="module")
def three() -> list[bytes]:
    """A ciphertext of three chunks, then those of the same content under another key and of another version."""
    keys = (KEY_OF_THREE, CIPHER.new_key(PLACE), FileKey(Place(PLACE.file_id, PLACE.rev + 1), KEY_OF_THREE.raw))
    return [chunk for key in keys for chunk in CIPHER.chunks(key, read_chunks(BytesIO(THREE)))]


def test_chunks_in_their_order_open(three: list[bytes]) -> None:
    assert ORACLE.content(version(KEY_OF_THREE), b"".join(three[:3])) == THREE


@pytest.mark.parametrize(
    "order",
    [
        pytest.param([1, 0, 2], id="two are swapped"),
        pytest.param([0, 1], id="the last one is missing"),
        pytest.param([0, 2], id="one in the middle is missing"),
        pytest.param([1, 2], id="the first one is missing"),
        pytest.param([2], id="the end alone"),
        pytest.param([0, 0, 1, 2], id="one is there twice"),
        pytest.param([0, 4, 2], id="one is of another key"),
        pytest.param([0, 7, 2], id="one is of another version"),
    ],
)
def test_chunks_that_were_put_together_otherwise_do_not_open(three: list[bytes], order: list[int]) -> None:
    with pytest.raises(NotAuthentic):
        ORACLE.content(version(KEY_OF_THREE), b"".join(three[n] for n in order))


def test_a_chunk_with_an_altered_byte_does_not_open(three: list[bytes]) -> None:
    ciphertext = b"".join(three[:3])

    with pytest.raises(NotAuthentic):
        ORACLE.content(version(KEY_OF_THREE), ciphertext[:-1] + bytes([ciphertext[-1] ^ 1]))
