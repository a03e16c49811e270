"""Uploads: what is stored is ciphertext, whole, and put by URLs that allow just that."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fixtures.oracle.files import SEALED_CHUNK_BYTES
from fixtures.oracle.primitives import NotAuthentic
from fixtures.watcher.by_hand import WatcherByHand
from fixtures.watcher.conformance import Probe, lifetime, readable
from fixtures.watcher.studio import Studio
from fixtures.watcher.troubles import EXPIRY, TROUBLES, meet, short_urls
from fixtures.wire import FaultProxy

MIB = 1024 * 1024
CONTENT = b"".join(b"bar %06d of the symphony nobody may hear yet\n" % number for number in range(2000))
NAME = b"Secret Album/Unfinished Symphony.als"


@pytest.mark.case("WA-UPLD-01")
def test_only_the_vault_key_opens_what_is_stored(new_studio: Callable[..., Studio]) -> None:
    """A stored object MUST be ciphertext without the file's bytes or its name, and open to identical bytes."""
    studio = new_studio(hide_names=True)
    studio.watcher.start()
    studio.write(NAME, CONTENT)
    studio.write("copy.als", CONTENT)
    files = studio.arrived({NAME: CONTENT, b"copy.als": CONTENT})

    first, second = (studio.backup.ciphertext(files[name]) for name in (NAME, b"copy.als"))

    assert not any(CONTENT[start : start + 12] in first for start in range(0, len(CONTENT), 12))
    address = studio.vault.api.daw.download(files[NAME].id, 1).url
    assert not any(part in readable(address) + first for part in (NAME, b"Symphony", b"Secret"))
    assert files[NAME].filename is None
    assert first != second
    assert first[12:28] not in second
    assert studio.backup.opened(files[NAME], first) == CONTENT
    assert lifetime(address) <= 900


@pytest.mark.case("WA-UPLD-02")
def test_a_presigned_url_serves_one_object_one_method_a_short_time(by_hand: WatcherByHand) -> None:
    """A presigned URL MUST put the one content that it was signed for, for 15 minutes at most, and nothing else."""
    content = CONTENT[:5000]

    def sign(wanted: bytes, seconds: int) -> tuple[str, dict[str, str]]:
        ticket = by_hand.announce(wanted, expires_in=seconds)
        return ticket.address, ticket.headers

    url, _ = sign(content, 900)
    assert lifetime(url) <= 900
    assert Probe(sign).findings(content) == []


@pytest.mark.case("WA-UPLD-03")
@pytest.mark.parametrize("trouble", [*TROUBLES, pytest.param(EXPIRY, marks=pytest.mark.exclusive(settings=short_urls))])
def test_an_interrupted_upload_resumes(new_studio: Callable[..., Studio], wire: FaultProxy, trouble: str) -> None:
    """Whatever happens to an upload on its way, it MUST be stored whole and once in the end, and not listed before."""
    studio = new_studio(through=wire)
    studio.watcher.start()
    studio.settled()
    rule = meet(wire, trouble, len(CONTENT))

    studio.write("song.als", CONTENT)

    file = studio.arrived({b"song.als": CONTENT}, within=timedelta(seconds=60))[b"song.als"]
    assert rule.hits == rule.times
    assert studio.backup.versions(file) == [CONTENT]
    studio.settled()
    assert list(studio.backup.files()) == [b"song.als"]
    assert studio.leftovers() == []


@pytest.mark.case("WA-UPLD-04")
def test_a_large_file_goes_in_parts(studio: Studio) -> None:
    """256 MiB MUST be stored with less than 150 MiB of memory, and any change of the order or length be detected."""
    block = bytes(range(256)) * 4096
    content = b"".join(block[number:] + block[:number] for number in range(256))

    studio.write("session.wav", content)

    file = studio.arrived({b"session.wav": content}, within=timedelta(seconds=120))[b"session.wav"]
    assert studio.watcher.peak_memory() < 150 * MIB
    ciphertext = studio.backup.ciphertext(file)
    assert studio.backup.opened(file, ciphertext) == content
    first, second = ciphertext[:SEALED_CHUNK_BYTES], ciphertext[SEALED_CHUNK_BYTES : 2 * SEALED_CHUNK_BYTES]
    rest = ciphertext[2 * SEALED_CHUNK_BYTES :]
    for forged in (second + first + rest, first + rest, ciphertext[: 5 * SEALED_CHUNK_BYTES], first):
        with pytest.raises(NotAuthentic):
            studio.backup.opened(file, forged)


@pytest.mark.case("WA-UPLD-05")
def test_uploads_wait_for_the_vault(studio: Studio) -> None:
    """While the vault is locked uploads MUST wait and say so, and after unlocking they MUST go on by themselves."""
    studio.write("before.als", CONTENT)
    studio.arrived({b"before.als": CONTENT})
    studio.vault.api.vault.lock()

    studio.write("meanwhile.als", CONTENT[::-1])
    status = studio.watcher.eventually("locked")
    assert status["queue"]["pending"] == 1
    assert "unlock" in status["reason"]
    assert list(studio.backup.files()) == [b"before.als"]

    studio.vault.unlock()
    studio.arrived({b"before.als": CONTENT, b"meanwhile.als": CONTENT[::-1]})
