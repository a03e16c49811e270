"""Updates: what is offered is fetched, checked and put ready."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reference_server.watcher.local.errors import DiskFullError, UnreachableError, UsageError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Settings, Updates, save
from reference_server.watcher.program import updates
from tests.watcher.made import names_in
from tests.watcher.publisher import Publisher, envelope, program, publishing

PRESENT = "0.1.0"


@pytest.fixture
def publisher(home: Home) -> Iterator[Publisher]:
    """A publisher of version 0.2.0, which the watcher follows."""
    with publishing() as found:
        found.publish()
        found.follow(home)
        yield found


def check(home: Home) -> dict[str, Any]:
    return updates.check(home, PRESENT)


def with_base(home: Home, version: str = PRESENT) -> None:
    """Let the program of a version lie there, as the installer leaves it."""
    home.updates.mkdir(exist_ok=True)
    (home.updates / f"daw-watcher-{version}").write_bytes(program(version))


def test_a_newer_version_is_put_ready(home: Home, publisher: Publisher) -> None:
    told = check(home)

    ready = home.updates / "daw-watcher-0.2.0"
    assert ready.read_bytes() == program("0.2.0")
    assert stat.S_IMODE(ready.stat().st_mode) == 0o700
    assert (told["state"], told["version"], told["path"], told["kind"]) == ("ready", "0.2.0", str(ready), "whole")
    assert "daw-watcher 0.2.0 is ready to be installed" in told["message"]
    assert names_in(home.updates) == ["daw-watcher-0.2.0", "newest-seen"]


def test_what_is_ready_is_not_fetched_again(home: Home, publisher: Publisher) -> None:
    first = check(home)

    assert check(home) == first
    assert len(publisher.asked()) == 1


def test_what_was_damaged_since_is_fetched_again(home: Home, publisher: Publisher) -> None:
    check(home)
    (home.updates / "daw-watcher-0.2.0").write_bytes(b"damaged")

    check(home)

    assert (home.updates / "daw-watcher-0.2.0").read_bytes() == program("0.2.0")


def test_the_same_version_is_current(home: Home, publisher: Publisher) -> None:
    publisher.version = PRESENT
    publisher.publish()

    told = check(home)

    assert (told["state"], told["version"]) == ("current", PRESENT)
    assert told["message"] == "daw-watcher 0.1.0 is the newest version"
    assert publisher.asked() == []


def test_only_what_changed_is_fetched_when_that_is_smaller(home: Home, publisher: Publisher) -> None:
    with_base(home)
    publisher.offer_delta(PRESENT)
    publisher.publish()

    told = check(home)

    assert told["kind"] == "delta"
    assert Path(told["path"]).read_bytes() == program("0.2.0")
    assert publisher.asked() == ["/updates/files/delta-2"]


def test_without_the_base_everything_is_fetched(home: Home, publisher: Publisher) -> None:
    publisher.offer_delta(PRESENT)
    publisher.publish()

    assert check(home)["kind"] == "whole"


def test_a_delta_from_another_version_is_passed_over(home: Home, publisher: Publisher) -> None:
    with_base(home)
    publisher.offer_delta("0.0.9")
    publisher.publish()

    assert check(home)["kind"] == "whole"


def test_a_delta_that_is_larger_is_passed_over(home: Home, publisher: Publisher) -> None:
    with_base(home)
    publisher.offer_delta(PRESENT, program("0.2.0") * 2)
    publisher.publish()

    assert check(home)["kind"] == "whole"


def test_one_signature_of_several_is_enough(home: Home, publisher: Publisher) -> None:
    other = Ed25519PrivateKey.generate()
    payload = b'{"version": "0.1.0", "artifacts": []}'
    publisher.put(envelope(payload, [other, publisher.key]))

    assert check(home)["state"] == "current"


def test_without_place_and_key_it_is_said_how_to_set_them(home: Home) -> None:
    for settings in (
        Settings(),
        Settings(updates=Updates(url="", public_key="k")),
        Settings(updates=Updates(url="https://u", public_key="")),
    ):
        save(home.settings, settings)
        with pytest.raises(UsageError, match=r"set two: daw-watcher settings updates.url ADDRESS"):
            check(home)


@pytest.mark.parametrize("key", ["AAAA", "no base64!", "A" * 43, "A" * 44 + "="])
def test_a_key_that_makes_no_sense_is_told(home: Home, publisher: Publisher, key: str) -> None:
    publisher.follow(home, key)

    with pytest.raises(UsageError, match=r"updates.public_key: must be an Ed25519 key, 32 bytes in base64"):
        check(home)


@pytest.mark.parametrize("status", [302, 403, 404, 500])
def test_a_place_that_answers_otherwise_is_told(home: Home, publisher: Publisher, status: int) -> None:
    publisher.status = status

    with pytest.raises(UnreachableError, match=f"answered {status}"):
        check(home)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/latest.json", "file:///etc/hostname", "http://u:port/", "nothing"])
def test_a_place_that_is_not_there_is_told(home: Home, publisher: Publisher, url: str) -> None:
    save(home.settings, Settings(updates=Updates(url=url, public_key=publisher.public_key)))

    with pytest.raises(UnreachableError, match="does not answer"):
        check(home)


def test_an_artifact_that_is_not_there_is_told_and_comes_later(home: Home, publisher: Publisher) -> None:
    content = publisher.files.pop("/updates/files/whole-0")
    with pytest.raises(UnreachableError, match="answered 404"):
        check(home)

    publisher.files["/updates/files/whole-0"] = content

    assert check(home)["state"] == "ready"


def test_a_full_disk_leaves_nothing_half_written(
    home: Home, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(DiskFullError):
        check(home)

    assert names_in(home.updates) == ["newest-seen"]
