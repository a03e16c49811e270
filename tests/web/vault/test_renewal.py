"""What takes the place of a secret: a new passphrase, new recovery codes, new keys."""

from playwright.sync_api import Page, expect

from fixtures.screens.vault import VaultScreen
from tests.web.going import show
from tests.web.items.test_items_locked import flip, served_otherwise
from tests.web.product import Visitor
from tests.web.vault.vaults import PASSPHRASE, create, make_private, opened, set_up, unlock

NEW = "another passphrase entirely"


def test_a_passphrase_is_changed(page: Page) -> None:
    vault = set_up(page)
    item = make_private(page, "Hum")

    vault.change_passphrase(PASSPHRASE, NEW)

    expect(vault.status).to_have_text("Passphrase changed. All other devices are locked.")
    vault.frame.vault.click()
    unlock(page, NEW)
    assert opened(page, item) == {"title": "Hum", "body": ""}


def test_the_present_passphrase_must_be_right_for_a_new_one(page: Page) -> None:
    vault = set_up(page)

    dialog = vault.change_passphrase("not the passphrase", NEW)

    expect(dialog.alert).to_have_text("Present passphrase is not right; 4 attempts left for now.")
    expect(vault.frame.vault).to_have_text("Vault unlocked")


def test_a_forgotten_passphrase_is_replaced_with_a_code(page: Page, nora: Visitor) -> None:
    vault = show(page, VaultScreen)
    code = create(vault)[0]
    vault.kept.click()
    item = make_private(page, "Hum")
    vault.frame.vault.click()
    vault.frame.vault.click()
    vault.unlocking.root.get_by_role("link", name="Forgot your passphrase?").click()

    vault.recover(code.lower().replace("-", " "), NEW)

    expect(vault.frame.vault).to_have_text("Vault unlocked")
    expect(vault.recovery).to_contain_text("9 of 10 codes are unused.")
    assert opened(page, item) == {"title": "Hum", "body": ""}
    vault.frame.vault.click()
    unlock(page, NEW)


def test_a_code_that_is_not_valid_is_told_so(page: Page) -> None:
    vault = set_up(page)

    dialog = vault.recover("AAAA-" * 7 + "AAAA", NEW)

    expect(dialog.alert).to_have_text("Recovery code is not valid; 4 attempts left for now.")


def test_new_codes_take_the_place_of_the_old_ones(page: Page) -> None:
    vault = show(page, VaultScreen)
    before = create(vault)
    vault.kept.click()
    vault.ask("Make new recovery codes")
    dialog = vault.dialog("Make new recovery codes")
    dialog.passphrase.fill(PASSPHRASE)

    dialog.submit("Make new codes").click()

    expect(vault.codes).to_have_count(10)
    assert set(before).isdisjoint(vault.codes.all_inner_texts())


def test_keys_are_renewed_with_everything_private(page: Page, nora: Visitor) -> None:
    vault = show(page, VaultScreen)
    code = create(vault)[0]
    vault.kept.click()
    before = [make_private(page, title) for title in ("Hum", "Whistle")]
    vault.ask("Renew keys")
    dialog = vault.dialog("Renew keys")
    dialog.passphrase.fill(PASSPHRASE)

    dialog.submit("Renew keys").click()

    expect(vault.status).to_have_text("The keys are renewed. All other devices are locked.")
    expect(vault.keys).to_contain_text("The keys were renewed on ")
    after = [nora.call("GET", f"/api/ideas/{item['id']}") for item in before]
    assert {item["kid"] for item in after}.isdisjoint(item["kid"] for item in before)
    assert [opened(page, item)["title"] for item in after] == ["Hum", "Whistle"]
    assert opened(page, before[0]) == {"title": "Hum", "body": ""}  # past revisions stay under the old key
    vault.recover(code, NEW)
    expect(vault.recovery).to_contain_text("9 of 10 codes are unused.")
    assert opened(page, after[1]) == {"title": "Whistle", "body": ""}


def test_a_renewal_that_breaks_off_leaves_everything_as_it_was(page: Page, nora: Visitor) -> None:
    vault = set_up(page)
    item = make_private(page, "Hum")
    page.route("**/api/vault/rotate/commit", lambda route: route.abort())
    vault.ask("Renew keys")
    dialog = vault.dialog("Renew keys")
    dialog.passphrase.fill(PASSPHRASE)

    dialog.submit("Renew keys").click()

    expect(dialog.alert).to_contain_text("The server could not be reached.")
    assert nora.call("GET", f"/api/ideas/{item['id']}")["kid"] == item["kid"]
    assert opened(page, item) == {"title": "Hum", "body": ""}


def test_a_reset_whose_answer_was_lost_is_tried_again_with_the_same_code(page: Page) -> None:
    """The code is reserved by then, so redeeming it once more would count as a wrong guess."""
    vault = show(page, VaultScreen)
    code = create(vault)[0]
    vault.kept.click()
    page.route("**/api/vault/reset", lambda route: route.abort(), times=1)
    dialog = vault.recover(code, NEW)
    expect(dialog.alert).to_contain_text("The server could not be reached.")

    dialog.submit("Open the vault").click()

    expect(vault.frame.vault).to_have_text("Vault unlocked")
    expect(vault.recovery).to_contain_text("9 of 10 codes are unused.")


def test_a_renewal_says_which_entry_does_not_open(page: Page) -> None:
    vault = set_up(page)
    item = make_private(page, "Hum")
    served_otherwise(page, item["id"], lambda served: flip(served["envelope"]))
    vault.ask("Renew keys")
    dialog = vault.dialog("Renew keys")
    dialog.passphrase.fill(PASSPHRASE)

    dialog.submit("Renew keys").click()

    expect(dialog.alert).to_contain_text(f"because of an entry in your ideas ({item['id']})")
    expect(dialog.alert).to_contain_text("Delete it there, and renew the keys again.")
    expect(vault.frame.vault).to_have_text("Vault unlocked")
