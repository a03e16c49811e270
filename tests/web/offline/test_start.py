"""Pages open without a network, from the shell of one build; what the server says of anybody is never part of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from fixtures.eventually import eventually
from fixtures.screens.admin_daw import BackupsScreen
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.items import IdeasScreen, JournalScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.screen import Screen
from fixtures.screens.settings import SettingsScreen
from fixtures.screens.today import TodayScreen
from reference_server.assets import FolderAssets
from reference_server.routes.here import SESSION_COOKIE
from tests.web.going import make_habit, make_quest, show
from tests.web.offline.going_offline import write
from tests.web.product import Product, Visitor
from tests.web.sources import TITLES
from tests.web.vault.vaults import PASSPHRASE, set_up_vault, unlock

KEEPS_BUILD = """async (text) => {
    const [name, ...others] = await caches.keys();
    const kept = await (await caches.open(name)).match("shell");
    const shell = kept ? await kept.text() : "";
    const { active, installing, waiting } = await navigator.serviceWorker.getRegistration();
    return others.length === 0 && !installing && !waiting && active.state === "activated" && shell.includes(text);
}"""
# Chromium looks for a new worker some time after a page was loaded, when the present one is idle.
TO_LOOK_AGAIN = timedelta(seconds=30)
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


@pytest.fixture
def context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """A browser that has service workers."""
    context = browser.new_context(**{**browser_context_args, "service_workers": "allow"})
    yield context
    context.close()


def settle(page: Page) -> None:
    """Wait until the service worker answers for the page."""
    page.wait_for_function(CONTROLLED)


@pytest.mark.parametrize("path", TITLES)
def test_every_page_opens_without_a_network(page: Page, path: str) -> None:
    show(page, TodayScreen)
    settle(page)
    page.context.set_offline(True)

    page.goto(f"/{path}")

    Screen(page).ready()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[path])
    expect(Screen(page).frame.sync).to_contain_text("Offline")
    expect(Screen(page).alert).to_be_hidden()


def test_a_page_in_a_folder_brings_along_what_opens_all_of_them(page: Page) -> None:
    show(page, BackupsScreen)
    settle(page)
    page.context.set_offline(True)

    show(page, TodayScreen)

    expect(Screen(page).frame.sync).to_contain_text("Offline")


def test_pages_show_what_the_device_knew(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Finish the EP", "Drums")
    make_habit(nora, "Play scales")
    nora.call("POST", "/api/ideas", {"title": "Hook", "body": "four bars"})
    show(page, TodayScreen)
    settle(page)
    page.context.set_offline(True)

    expect(show(page, TodayScreen).greeting).to_have_text("Hello, Nora Winter")
    expect(TodayScreen(page).quests).to_have_text(["Finish the EP"])
    expect(show(page, QuestsScreen).active).to_have_text(["Finish the EP"])
    expect(show(page, HabitsScreen).kept).to_have_text(["Play scales"])
    expect(show(page, IdeasScreen).titles).to_have_text(["Hook"])


def test_soft_navigation_works_without_a_network(page: Page, nora: Visitor) -> None:
    make_habit(nora, "Play scales")
    today = show(page, TodayScreen)
    settle(page)
    page.context.set_offline(True)

    today.frame.link("Habits").click()

    habits = HabitsScreen(page)
    habits.ready()
    expect(habits.kept).to_have_text(["Play scales"])
    assert page.url.endswith("/habits")


def test_what_was_done_without_a_network_outlives_the_page(page: Page, nora: Visitor) -> None:
    show(page, JournalScreen)
    settle(page)
    page.context.set_offline(True)
    journal = show(page, JournalScreen)
    journal.form.title.fill("Monday")
    journal.form.create.click()
    expect(journal.item("Monday").pending).to_have_text("Not sent yet")

    again = show(page, JournalScreen)

    expect(again.item("Monday").pending).to_have_text("Not sent yet")
    page.context.set_offline(False)
    expect(again.frame.sync).to_have_text("Synced")
    assert [item["title"] for item in nora.call("GET", "/api/journal")["items"]] == ["Monday"]


def test_the_vault_opens_without_a_network(page: Page, nora: Visitor) -> None:
    """What is private is read and written; the server takes it when the vault is opened once more."""
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    write(ideas, "Zanzibar", private=True)
    expect(ideas.frame.sync).to_have_text("Synced")
    settle(page)
    nora.call("POST", "/api/vault/lock", {"reason": "remote", "op_id": "0b2b4b0e-6a53-4d9c-9d6c-0e1f1a2b3c4d"})
    ideas = show(page, IdeasScreen)
    expect(ideas.titles).to_have_text(["Private, locked"])
    page.context.set_offline(True)
    ideas = show(page, IdeasScreen)

    ideas.frame.vault.click()
    ideas.unlocking.passphrase.fill("wrong")
    ideas.unlocking.submit("Unlock").click()
    expect(ideas.unlocking.alert).to_contain_text("not the passphrase")
    ideas.unlocking.passphrase.fill(PASSPHRASE)
    ideas.unlocking.submit("Unlock").click()
    expect(ideas.titles).to_have_text(["Zanzibar"])
    write(ideas, "Xylophone", private=True)
    page.context.set_offline(False)

    expect(ideas.frame.vault).to_have_text("Vault locked")
    expect(ideas.status).to_contain_text("You are online again.")
    assert len(nora.call("GET", "/api/ideas")["items"]) == 1
    unlock(page)
    expect(ideas.frame.sync).to_have_text("Synced")
    expect(ideas.titles).to_have_text(["Xylophone", "Zanzibar"])
    assert {item["mode"] for item in nora.call("GET", "/api/ideas")["items"]} == {"private"}


def test_nothing_but_the_shell_is_cached(page: Page, nora: Visitor) -> None:
    nora.call("POST", "/api/ideas", {"title": "Zanzibar", "body": ""})
    show(page, IdeasScreen)
    settle(page)
    show(page, IdeasScreen)

    kept = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                    found.push([new URL(request.url).pathname, await (await cache.match(request)).text()]);
                }
            }
            return found;
        }"""
    )

    assert [path for path, _ in kept] == ["/shell"]
    assert not any("Zanzibar" in text or "Nora" in text for _, text in kept)


def test_a_new_build_takes_the_place_of_the_old_one(page: Page, product: Product) -> None:
    show(page, SettingsScreen)
    settle(page)
    original = FolderAssets()

    def renamed(path: str) -> bytes:
        content = original.read(path)
        return content.replace(b"Sign out", b"Leave us") if path == "frame.html" else content

    product.seams.assets.read = renamed  # type: ignore[method-assign]
    leaving = page.get_by_role("button", name="Leave us")
    try:
        show(page, SettingsScreen)
        eventually(
            lambda: page.evaluate(KEEPS_BUILD, "Leave us"),
            until=bool,
            within=TO_LOOK_AGAIN,
            awaiting="the new build's shell",
        )
        show(page, SettingsScreen)
        expect(leaving).to_be_visible()
        page.context.set_offline(True)
        show(page, SettingsScreen)
        expect(leaving).to_be_visible()
    finally:
        product.seams.assets.read = original.read  # type: ignore[method-assign]


def test_somebody_who_was_signed_out_is_led_to_sign_in(page: Page) -> None:
    show(page, TodayScreen)
    settle(page)
    page.context.clear_cookies(name=SESSION_COOKIE)

    page.goto("/quests")

    page.wait_for_url("**/login?return_to=%2Fquests")
