"""The cryptography of the pages, held against another implementation of the protocol's text."""

import base64
import json
import unicodedata
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from playwright.sync_api import Page

from fixtures.screens.login import LoginScreen
from tests.web.going import show

PERSON = "11111111-2222-4333-8444-555555555555"
KID = "k_0123456789abcdef"
PLACE = {"t": "journal", "id": "99999999-8888-4777-8666-555555555555", "rev": 7}
UVK = bytes(range(32))


def derived(secret: bytes, info: str, length: int = 32, salt: bytes = b"") -> bytes:
    """Return what HKDF makes of a secret."""
    return HKDF(SHA256(), length, salt, info.encode()).derive(secret)


def plain(text: str) -> bytes:
    """Return the bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def said(*facts: object) -> bytes:
    """Return facts as they are authenticated."""
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.fixture
def lab(page: Page) -> Page:
    """A page that nothing of a vault runs in."""
    show(page, LoginScreen)
    return page


def sealed(lab: Page, content: dict[str, str]) -> dict[str, Any]:
    """Return an envelope made in the browser with the key that is known here."""
    script = """async ([uvk, kid, userId, place, content]) => {
        const { fromUvk } = await import("/assets/vault/keys.js");
        const { seal } = await import("/assets/vault/envelope.js");
        return seal(await fromUvk(new Uint8Array(uvk), kid), { userId, pol: "1.0.0" }, place, content);
    }"""
    envelope: dict[str, Any] = lab.evaluate(script, [list(UVK), KID, PERSON, PLACE, content])
    return envelope


def opening(lab: Page, envelope: dict[str, Any], place: dict[str, Any] | None = None) -> Any:
    """Return what the browser finds in an envelope, or why it refuses."""
    script = """async ([uvk, kid, userId, place, envelope]) => {
        const { fromUvk } = await import("/assets/vault/keys.js");
        const { open } = await import("/assets/vault/envelope.js");
        try {
            return await open(await fromUvk(new Uint8Array(uvk), kid), userId, place, envelope);
        } catch (problem) {
            return problem.reason;
        }
    }"""
    return lab.evaluate(script, [list(UVK), KID, PERSON, place or PLACE, envelope])


def test_a_passphrase_gives_the_keys_of_the_protocol(lab: Page) -> None:
    passphrase, salt = "Cafe\u0301 \ufb01ne passphrase", bytes(range(16))
    script = """async ([passphrase, salt]) => {
        const { fromPassphrase } = await import("/assets/vault/keys.js");
        const { kek, proof } = await fromPassphrase(passphrase, new Uint8Array(salt), 600000);
        const iv = new Uint8Array(12);
        const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, kek, new Uint8Array([1]));
        return { proof: [...proof], ct: [...new Uint8Array(ct)], extractable: kek.extractable };
    }"""

    found = lab.evaluate(script, [passphrase, list(salt)])

    master = PBKDF2HMAC(SHA256(), 32, salt, 600_000).derive(unicodedata.normalize("NFKC", passphrase).encode())
    assert bytes(found["proof"]) == derived(master, "passion-os/1/unlock-proof")
    assert bytes(found["ct"]) == AESGCM(derived(master, "passion-os/1/kek")).encrypt(bytes(12), b"\x01", None)
    assert not found["extractable"]


def test_no_key_of_a_vault_can_be_taken_out(lab: Page) -> None:
    script = """async (uvk) => {
        const { fromUvk } = await import("/assets/vault/keys.js");
        const { wrapping, items, search, watchers } = await fromUvk(new Uint8Array(uvk), "k_1");
        return [wrapping, items, search, watchers].map((key) => key.extractable);
    }"""

    assert lab.evaluate(script, list(UVK)) == [False] * 4


def test_an_envelope_is_that_of_the_protocol(lab: Page) -> None:
    envelope = sealed(lab, {"title": "Näch", "body": "x" * 300})

    common = ("passion-os/env/1", PERSON, *PLACE.values(), KID, "1.0.0", "A256GCM")
    key = AESGCM(derived(UVK, f"passion-os/1/item-wrap/{KID}"))
    dek = key.decrypt(plain(envelope["dek"]["iv"]), plain(envelope["dek"]["ct"]), said(*common, "dek"))
    text = AESGCM(dek).decrypt(plain(envelope["iv"]), plain(envelope["ct"]), said(*common, "body"))
    assert json.loads(text) == {"title": "Näch", "body": "x" * 300}
    assert (len(text), text.rstrip(b" ")[-1:]) == (512, b"}")
    assert {name: envelope[name] for name in ("v", "pol", "alg", "kid", *PLACE)} == {
        **PLACE,
        "v": 1,
        "pol": "1.0.0",
        "alg": "A256GCM",
        "kid": KID,
    }


def test_two_envelopes_of_the_same_text_have_nothing_in_common(lab: Page) -> None:
    one, other = (sealed(lab, {"title": "Same", "body": ""}) for _ in range(2))

    assert {one["iv"], one["ct"], *one["dek"].values()}.isdisjoint({other["iv"], other["ct"], *other["dek"].values()})


def test_an_envelope_opens_where_it_belongs(lab: Page) -> None:
    content = {"title": "Secret", "body": "more"}

    assert opening(lab, sealed(lab, content)) == content


@pytest.mark.parametrize("moved", [{"rev": 8}, {"id": "99999999-8888-4777-8666-555555555556"}, {"t": "ideas"}])
def test_an_envelope_at_another_place_counts_as_altered(lab: Page, moved: dict[str, Any]) -> None:
    envelope = sealed(lab, {"title": "Secret", "body": ""})

    assert opening(lab, envelope, {**PLACE, **moved}) == "integrity"
    assert opening(lab, {**envelope, **moved}, {**PLACE, **moved}) == "integrity"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pol": "2.0.0"}, "integrity"),
        ({"ct": "A" * 363}, "integrity"),
        ({"ct": "AAAA"}, "format"),
        ({"ct": "A" * 362 + "B"}, "format"),
        ({"v": 2}, "format"),
        ({"alg": "none"}, "format"),
        ({"extra": 1}, "format"),
        ({"dek": None}, "format"),
        ({"iv": "AAAAAAAAAAAAAAA="}, "format"),
        ({"iv": "AAAA"}, "format"),
    ],
)
def test_an_envelope_that_was_touched_does_not_open(lab: Page, change: dict[str, Any], reason: str) -> None:
    envelope = sealed(lab, {"title": "Secret", "body": ""})

    assert opening(lab, {**envelope, **change}) == reason


def test_a_wrap_is_that_of_the_protocol(lab: Page) -> None:
    script = """async ([uvk, inside, userId, kid]) => {
        const { aesKey } = await import("/assets/vault/keys.js");
        const { wrap } = await import("/assets/vault/wraps.js");
        const owner = { userId, kid, pol: "1.0.0" };
        return wrap(await aesKey(new Uint8Array(uvk)), new Uint8Array(inside), owner, "uvk", "k_2");
    }"""
    inside = bytes(range(32, 64))

    found = lab.evaluate(script, [list(UVK), list(inside), PERSON, KID])

    facts = said("passion-os/wrap/1", PERSON, KID, "1.0.0", "uvk", "k_2")
    assert AESGCM(UVK).decrypt(plain(found["iv"]), plain(found["ct"]), facts) == inside


def test_a_recovery_code_is_read_however_it_is_typed(lab: Page) -> None:
    script = """async () => {
        const { fromTyped, inGroups, fromCode } = await import("/assets/vault/recovery-codes.js");
        const code = Uint8Array.from({ length: 20 }, (_, index) => index * 11);
        const shown = inGroups(code);
        const misread = { "-": " ", O: "0", I: "1", B: "8" };
        const typed = shown.replaceAll(/[-OIB]/g, (letter) => misread[letter]).toLowerCase();
        const same = [...fromTyped(typed)].join() === [...code].join();
        const { codeId, verifier } = await fromCode(fromTyped(shown));
        return { shown, same, codeId, verifier: [...verifier] };
    }"""

    found = lab.evaluate(script)

    code = bytes(index * 11 for index in range(20))
    written = base64.b32encode(code).decode()
    assert found["shown"] == "-".join(written[at : at + 4] for at in range(0, 32, 4))
    assert found["same"]
    assert plain(found["codeId"]) == derived(code, "passion-os/1/recovery-id", 12)
    verifier = derived(code, "passion-os/1/recovery-verifier", salt=found["codeId"].encode())
    assert bytes(found["verifier"]) == verifier


@pytest.mark.parametrize("typed", ["", "AAAA-BBBB", "A" * 31 + "9", "A" * 33])
def test_what_is_no_code_is_told_at_its_field(lab: Page, typed: str) -> None:
    script = """async (typed) => {
        const { fromTyped } = await import("/assets/vault/recovery-codes.js");
        try { return [...fromTyped(typed)]; } catch (problem) { return problem.errors[0].field; }
    }"""

    assert lab.evaluate(script, typed) == "code"


@pytest.mark.parametrize(
    "change", [{"iterations": 599_999}, {"iterations": 10_000_001}, {"algorithm": "AES-128-GCM"}, {"tag_bits": 96}]
)
def test_a_policy_below_the_floor_is_refused(lab: Page, change: dict[str, Any]) -> None:
    policy = {"algorithm": "AES-256-GCM", "kdf": "PBKDF2-HMAC-SHA256", "iterations": 600_000, "tag_bits": 128}
    script = """async (policy) => {
        const { requireFloor } = await import("/assets/vault/policy.js");
        try { requireFloor(policy); return null; } catch (problem) { return problem.type; }
    }"""

    assert lab.evaluate(script, policy) is None
    assert lab.evaluate(script, {**policy, **change}) == "policy-weak"


def test_a_policy_forbidden_since_is_heard_of_with_the_next_answer(lab: Page) -> None:
    """Polls name the current policy alone, so any other one may have changed with each of them."""
    statuses = iter(["allowed", "forbidden"])
    lab.route(
        "**/api/crypto-policy",
        lambda route: route.fulfill(json={"policies": [{"id": "1.0.0", "status": next(statuses)}]}),
    )
    script = """async () => {
        const { PolicyBook } = await import("/assets/vault/policy-book.js");
        const current = { id: "2.0.0", order: 2, status: "current", algorithm: "AES-256-GCM", tag_bits: 128,
                          kdf: "PBKDF2-HMAC-SHA256", iterations: 600_000 };
        const book = new PolicyBook({ policyOrder: 2, rememberPolicyOrder() {}, keepPolicy() {}, keepPolicies() {} });
        const read = () => book.requireReadable("1.0.0").then(() => "read", ({ reason }) => reason);
        book.adopt(current);
        const before = [await read(), await read()];
        book.adopt(current);
        return [...before, await read()];
    }"""

    assert lab.evaluate(script) == ["read", "read", "policy"]


def test_nothing_at_lock_keeps_the_rest_from_its_turn(lab: Page) -> None:
    script = """async () => {
        const { LockOrder } = await import("/assets/vault/lock-order.js");
        const order = new LockOrder();
        const seen = [];
        order.add("server", () => seen.push("server"));
        order.add("tabs", () => seen.push("tabs"));
        order.add("index", () => new Promise(() => {}));
        order.add("view", () => seen.push("view"));
        order.add("keys", () => { seen.push("keys"); throw new Error("made to fail"); });
        const done = order.run();
        const atOnce = [...seen];
        await done;
        return { atOnce, seen };
    }"""

    found = lab.evaluate(script)

    assert found == {"atOnce": ["keys", "view"], "seen": ["keys", "view", "tabs", "server"]}
