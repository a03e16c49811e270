"""How tests of the pages set a vault up, and open and lock it, in the page."""

from playwright.sync_api import Page, expect

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
    expect(page.get_by_role("button", name="Vault unlocked")).to_be_visible()


def unlock_vault(page: Page) -> None:
    """Open the vault as people do."""
    page.get_by_role("button", name="Vault locked").click()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock", exact=True).click()
    expect(page.get_by_role("button", name="Vault unlocked")).to_be_visible()


def lock_vault(page: Page) -> None:
    """Lock the vault as people do."""
    page.get_by_role("button", name="Vault unlocked").click()
    expect(page.get_by_role("button", name="Vault locked")).to_be_visible()
