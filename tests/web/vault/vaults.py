"""How tests of the pages come by a vault."""

from typing import Any

from playwright.sync_api import Page, expect

from fixtures.screens.screen import Screen
from fixtures.screens.vault import VaultScreen
from tests.web.going import show
from tests.web.modules import run

PASSPHRASE = "correct horse battery staple"

_SET_UP = """
    const { behindPassphrase } = await import(new URL("assets/vault/passphrase.js", location.href));
    const { newKey, newKid } = await import(new URL("assets/vault/keys.js", location.href));
    const { call } = await import(new URL("assets/api.js", location.href));
    const [uvk, kid] = [newKey(), newKid()];
    const behind = await behindPassphrase(given, uvk, kid);
    await module.vault.moveTo(uvk, module.vault.locks, () =>
      call("POST", "api/vault", { kid, pol: behind.wrap.pol, ...behind }));
"""


def set_up(page: Page) -> VaultScreen:
    """Make a vault, open in this page, and keep its codes."""
    vault = show(page, VaultScreen)
    create(vault)
    vault.kept.click()
    return vault


def set_up_vault(page: Page) -> None:
    """Make a vault without recovery codes on whatever page this is, open there."""
    run(page, "vault/vault.js", _SET_UP, PASSPHRASE)
    expect(Screen(page).frame.vault).to_have_text("Vault unlocked")


def create(vault: VaultScreen) -> list[str]:
    """Make a vault and return its recovery codes, still shown."""
    vault.create(PASSPHRASE)
    expect(vault.codes).to_have_count(10)
    return vault.codes.all_inner_texts()


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    """Open the vault by the dialog that every page has."""
    screen = VaultScreen(page)
    screen.frame.vault.click()
    screen.unlocking.passphrase.fill(passphrase)
    screen.unlocking.submit("Unlock").click()
    expect(screen.frame.vault).to_have_text("Vault unlocked")


def lock_vault(page: Page) -> None:
    """Lock the vault."""
    screen = Screen(page)
    screen.frame.vault.click()
    expect(screen.frame.vault).to_have_text("Vault locked")


def is_open(page: Page) -> bool:
    """Say whether the page's module still has keys."""
    script = """async () => {
        const { vault } = await import("/assets/vault/vault.js");
        return vault.kid !== null;
    }"""
    return bool(page.evaluate(script))


def make_private(page: Page, title: str) -> dict[str, Any]:
    """Make a private idea as the page's modules do, and return it as the server has it."""
    script = """async (title) => {
        const { guarded } = await import("/assets/vault/guarded.js");
        const { sealItem } = await import("/assets/vault/contents.js");
        const id = crypto.randomUUID();
        const envelope = await sealItem("ideas", id, 1, { title, body: "" });
        return guarded("POST", "api/ideas", { envelope });
    }"""
    item: dict[str, Any] = page.evaluate(script, title)
    return item


def opened(page: Page, item: dict[str, Any]) -> Any:
    """Return what an item holds, or the reason for which the page does not open it."""
    script = """async (item) => {
        const { openItem } = await import("/assets/vault/contents.js");
        try {
            return await openItem(item);
        } catch (problem) {
            return problem.reason ?? problem.type;
        }
    }"""
    return page.evaluate(script, item)
