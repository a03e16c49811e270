"""How tests of items come by a vault without leaving their page, and open and lock it as people do."""

from playwright.sync_api import Page, expect

from fixtures.screens.screen import Screen
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


def set_up_vault(page: Page) -> None:
    """Set a vault up, open in this page, without recovery codes."""
    run(page, "vault/vault.js", _SET_UP, PASSPHRASE)
    expect(Screen(page).frame.vault).to_have_text("Vault unlocked")


def unlock_vault(page: Page) -> None:
    """Open the vault."""
    screen = Screen(page)
    screen.frame.vault.click()
    screen.unlocking.passphrase.fill(PASSPHRASE)
    screen.unlocking.submit("Unlock").click()
    expect(screen.frame.vault).to_have_text("Vault unlocked")


def lock_vault(page: Page) -> None:
    """Lock the vault."""
    screen = Screen(page)
    screen.frame.vault.click()
    expect(screen.frame.vault).to_have_text("Vault locked")
