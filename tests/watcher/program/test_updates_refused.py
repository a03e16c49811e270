"""Updates that somebody has tampered with: each is refused, and nothing is kept."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import bsdiff4
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reference_server.watcher.local.errors import RefusedError, UsageError
from reference_server.watcher.local.home import Home
from reference_server.watcher.program import updates
from reference_server.watcher.program.updates import PAYLOAD_TYPE
from tests.watcher.made import names_in
from tests.watcher.publisher import Publisher, envelope, program, publishing

PRESENT = "0.1.0"


@pytest.fixture
def publisher(home: Home) -> Iterator[Publisher]:
    """A publisher of version 0.2.0, which the watcher follows, and whose files are small."""
    with publishing() as found:
        found.publish()
        found.follow(home)
        yield found


def refused(home: Home, present: str = PRESENT) -> str:
    """Return why an update is refused; no program is there afterwards that was not before."""
    before = programs(home)
    with pytest.raises(RefusedError) as refusal:
        updates.check(home, present)
    assert programs(home) == before
    return str(refusal.value)


def programs(home: Home) -> list[str]:
    return [name for name in names_in(home.updates) if name != "newest-seen"] if home.updates.exists() else []


def signed(publisher: Publisher, **more: Any) -> dict[str, Any]:
    return {**envelope(json.dumps(publisher.manifest()).encode(), [publisher.key]), **more}


def by_another_key(publisher: Publisher) -> dict[str, Any]:
    return envelope(json.dumps(publisher.manifest()).encode(), [Ed25519PrivateKey.generate()])


def by_nobody(publisher: Publisher) -> dict[str, Any]:
    return signed(publisher, signatures=[])


def another_payload(publisher: Publisher) -> dict[str, Any]:
    payload = json.dumps({**publisher.manifest(), "version": "0.3.0"}).encode()
    return signed(publisher, payload=base64.b64encode(payload).decode())


def another_kind(publisher: Publisher) -> dict[str, Any]:
    return envelope(json.dumps(publisher.manifest()).encode(), [publisher.key], "application/vnd.something+json")


def kind_said_otherwise(publisher: Publisher) -> dict[str, Any]:
    return {**another_kind(publisher), "payloadType": PAYLOAD_TYPE}


def bare_signature(publisher: Publisher) -> dict[str, Any]:
    """Sign the payload itself, without what DSSE puts before it."""
    payload = json.dumps(publisher.manifest()).encode()
    return signed(publisher, signatures=[{"sig": base64.b64encode(publisher.key.sign(payload)).decode()}])


def altered_signature(publisher: Publisher) -> dict[str, Any]:
    document = signed(publisher)
    signature = bytearray(base64.b64decode(document["signatures"][0]["sig"]))
    signature[0] ^= 1
    return {**document, "signatures": [{"sig": base64.b64encode(signature).decode()}]}


@pytest.mark.parametrize(
    "tampered",
    [
        by_another_key,
        by_nobody,
        another_payload,
        another_kind,
        kind_said_otherwise,
        bare_signature,
        altered_signature,
    ],
)
def test_a_manifest_that_the_key_has_not_signed_is_refused(
    home: Home, publisher: Publisher, tampered: Callable[[Publisher], dict[str, Any]]
) -> None:
    publisher.put(tampered(publisher))

    assert refused(home) == "the manifest is not signed by the key that is set; nothing was updated"
    assert publisher.asked() == []
    assert not home.updates.exists()


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<html>Welcome</html>",
        [],
        {},
        {"payload": "e30=", "payloadType": PAYLOAD_TYPE},
        {"payload": 1, "payloadType": PAYLOAD_TYPE, "signatures": []},
        {"payload": "not base64!", "payloadType": PAYLOAD_TYPE, "signatures": []},
        {"payload": "e30=", "payloadType": PAYLOAD_TYPE, "signatures": ["sig"]},
        {"payload": "e30=", "payloadType": PAYLOAD_TYPE, "signatures": [{"sig": None}]},
    ],
)
def test_what_is_no_envelope_is_refused(home: Home, publisher: Publisher, document: Any) -> None:
    publisher.put(document)

    assert "no signed manifest (DSSE)" in refused(home)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "2"},
        {"version": "0.2.0-rc1"},
        {"version": "0.2.0\n"},
        {"version": "../../evil"},
        {"artifacts": None},
        {"artifacts": [{"platform": "linux"}]},
    ],
)
def test_a_signed_manifest_that_makes_no_sense_is_refused(
    home: Home, publisher: Publisher, change: dict[str, Any]
) -> None:
    publisher.put(envelope(json.dumps({**publisher.manifest(), **change}).encode(), [publisher.key]))

    assert "the manifest makes no sense" in refused(home)


def test_a_manifest_that_is_too_large_is_refused(
    home: Home, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "LARGEST_MANIFEST", 100)

    assert "is larger than it may be; nothing was updated" in refused(home)


def test_an_artifact_that_is_larger_than_was_signed_is_refused(home: Home, publisher: Publisher) -> None:
    publisher.files["/updates/files/whole-0"] += b"x"

    assert "is larger than it may be; nothing was updated" in refused(home)


@pytest.mark.parametrize("size", [0, -1, updates.LARGEST + 1])
def test_an_artifact_of_a_size_that_makes_no_sense_is_refused(home: Home, publisher: Publisher, size: int) -> None:
    publisher.artifacts[0]["size"] = size
    publisher.publish()

    assert "the manifest makes no sense" in refused(home)
    assert publisher.asked() == []


@pytest.mark.parametrize(
    "content",
    [b"", program("0.2.0")[:-1], program("0.2.0")[:-1] + b"!", program("0.1.0")],
    ids=["empty", "cut", "altered", "another version"],
)
def test_an_artifact_that_was_altered_is_refused(home: Home, publisher: Publisher, content: bytes) -> None:
    publisher.files["/updates/files/whole-0"] = content

    assert refused(home) == "files/whole-0 is not what the manifest says; nothing was updated"


def test_an_artifact_that_makes_something_else_is_refused(home: Home, publisher: Publisher) -> None:
    publisher.artifacts[0]["makes"] = "0" * 64
    publisher.publish()

    assert refused(home) == "the result is not what the manifest says; nothing was updated"


DELTA = bsdiff4.diff(program(PRESENT), program("0.2.0"))


@pytest.mark.parametrize(
    ("delta", "said"),
    [
        (b"garbage", "does not fit the present program"),
        (DELTA[:20], "does not fit the present program"),
        (DELTA[:40], "does not fit the present program"),
        (DELTA[:-3], "does not fit the present program"),
        (DELTA[:50] + bytes(10) + DELTA[60:], "does not fit the present program"),
        (bsdiff4.diff(program(PRESENT), b"something else"), "the result is not what the manifest says"),
    ],
    ids=["garbage", "cut in its header", "cut after it", "cut at its end", "altered", "of something else"],
)
def test_a_delta_that_makes_something_else_is_refused(
    home: Home, publisher: Publisher, delta: bytes, said: str
) -> None:
    home.updates.mkdir()
    (home.updates / f"daw-watcher-{PRESENT}").write_bytes(program(PRESENT))
    publisher.offer_delta(PRESENT, delta)
    publisher.publish()

    assert said in refused(home)


def test_a_delta_on_an_altered_base_is_refused(home: Home, publisher: Publisher) -> None:
    home.updates.mkdir()
    (home.updates / f"daw-watcher-{PRESENT}").write_bytes(program("0.0.9"))
    publisher.offer_delta(PRESENT)
    publisher.publish()

    assert "the result is not what the manifest says" in refused(home)


@pytest.mark.parametrize("platform", ["windows-amd64", "linux-mips", "LINUX-X86_64"])
def test_a_version_for_other_systems_is_refused(home: Home, publisher: Publisher, platform: str) -> None:
    publisher.artifacts.clear()
    publisher.offer_whole(platform)
    publisher.publish()

    assert refused(home) == f"version 0.2.0 is not offered for {updates.platform_name()}"


def test_a_version_that_is_older_than_the_one_that_runs_is_refused(home: Home, publisher: Publisher) -> None:
    assert refused(home, present="0.10.0") == "version 0.2.0 is offered, and 0.10.0 was known; refused"


def test_a_version_that_is_older_than_one_that_was_seen_is_refused(home: Home, publisher: Publisher) -> None:
    updates.check(home, PRESENT)
    publisher.version = "0.1.9"
    publisher.publish()

    assert refused(home) == "version 0.1.9 is offered, and 0.2.0 was known; refused"


def test_a_version_that_was_seen_is_refused_when_a_newer_one_runs(home: Home, publisher: Publisher) -> None:
    updates.check(home, PRESENT)

    assert refused(home, present="0.3.0") == "version 0.2.0 is offered, and 0.3.0 was known; refused"


def test_a_version_that_was_seen_counts_even_if_it_could_not_be_had(home: Home, publisher: Publisher) -> None:
    publisher.files["/updates/files/whole-0"] = b"altered"
    refused(home)
    publisher.version = "0.1.9"
    publisher.publish()

    assert "0.2.0 was known" in refused(home)


@pytest.mark.parametrize("content", [b"", b"0.2", b"\xff\xfe", b"0.2.x"])
def test_a_damaged_note_of_what_was_seen_is_told(home: Home, publisher: Publisher, content: bytes) -> None:
    home.updates.mkdir()
    (home.updates / "newest-seen").write_bytes(content)

    with pytest.raises(UsageError, match="newest-seen: is damaged"):
        updates.check(home, PRESENT)

    assert (home.updates / "newest-seen").read_bytes() == content
