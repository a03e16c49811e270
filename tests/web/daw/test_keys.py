"""The key that a watcher gets, and its check code, held against another implementation of the protocol's text."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Page

from fixtures.screens.login import LoginScreen
from tests.web import modules
from tests.web.daw.watchers import check_code, derived, opened, public_text, spelt
from tests.web.going import show

PERSON = "11111111-2222-4333-8444-555555555555"
DEVICE = "99999999-8888-4777-8666-555555555555"
KID = "k_0123456789abcdef"
UVK = bytes(range(32))


@pytest.fixture
def lab(page: Page) -> Page:
    """A page that nothing of a vault runs in."""
    show(page, LoginScreen)
    return page


@pytest.fixture
def key() -> ec.EllipticCurvePrivateKey:
    """A watcher's."""
    return ec.generate_private_key(ec.SECP256R1())


def handed(lab: Page, public_key: str, more: str = "") -> Any:
    """Return what the browser hands to a watcher of that key, or the type of its refusal."""
    body = f"""const {{ fromUvk }} = await import("/assets/vault/keys.js");
        const [uvk, kid, userId, device_id, public_key] = given;
        const keys = await fromUvk(new Uint8Array(uvk), kid);
        {more}
        return module.sealedKeyFor(keys, userId, {{ device_id, public_key }}).catch(({{ type }}) => type);"""
    return modules.run(lab, "vault/pairing.js", body, [list(UVK), KID, PERSON, DEVICE, public_key])


def test_the_watcher_opens_the_key_of_the_protocol(lab: Page, key: ec.EllipticCurvePrivateKey) -> None:
    approval = handed(lab, public_text(key))

    assert approval["kid"] == KID
    assert set(approval["key"]) == {"epk", "iv", "ct"}
    assert opened(key, approval["key"], PERSON, DEVICE, KID) == derived(UVK, f"passion-os/1/watch/{KID}/{DEVICE}")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_key_opens_for_this_person_watcher_and_vault_key_alone(
    lab: Page, key: ec.EllipticCurvePrivateKey, place: int
) -> None:
    approval = handed(lab, public_text(key))
    facts = [PERSON, DEVICE, KID]
    facts[place] = facts[place][:-1] + "0"

    with pytest.raises(InvalidTag):
        opened(key, approval["key"], *facts)


def test_nothing_is_handed_over_the_same_way_twice(lab: Page, key: ec.EllipticCurvePrivateKey) -> None:
    one, other = (handed(lab, public_text(key))["key"] for _ in range(2))

    assert set(one.values()).isdisjoint(other.values())


@pytest.mark.parametrize("text", ["", "short", spelt(b"\x04" + bytes(64)), "=" * 87])
def test_what_is_no_key_of_a_watcher_gets_none(lab: Page, text: str) -> None:
    assert handed(lab, text) == "damaged"


def test_plain_keys_are_overwritten(lab: Page, key: ec.EllipticCurvePrivateKey) -> None:
    watch = """const { fill } = Uint8Array.prototype;
        const wiped = [];
        Uint8Array.prototype.fill = function (...with_) {
            wiped.push([this.length, ...with_]);
            return fill.apply(this, with_);
        };
        await module.sealedKeyFor(keys, userId, { device_id, public_key });
        Uint8Array.prototype.fill = fill;
        return wiped;"""

    # What both sides come to, and the key that is handed over.
    assert handed(lab, public_text(key), watch) == [[32, 0], [32, 0]]


def test_the_check_code_is_that_of_the_protocol(lab: Page, key: ec.EllipticCurvePrivateKey) -> None:
    body = "return module.checkCode(given);"
    watcher = {"device_id": DEVICE, "public_key": public_text(key)}

    assert modules.run(lab, "vault/pairing.js", body, watcher) == check_code(DEVICE, public_text(key))


def test_the_check_code_has_not_changed(lab: Page) -> None:
    """Watchers of other versions show it, too."""
    watcher = {"device_id": "d1", "public_key": "AQ"}

    found = modules.run(lab, "vault/pairing.js", "return module.checkCode(given);", watcher)

    # python3 -c 'import base64, hashlib; print(base64.b32encode(hashlib.sha256(
    #     b"""["passion-os/check/1","d1","AQ"]""").digest()[:10]))'
    assert found == "NNEO-7XTY-GZWM-2IAT"
