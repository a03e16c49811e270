"""What is written privately without a network: sealed before it waits, and found once it is sent."""

from playwright.sync_api import Page, expect

from fixtures.screens.items import IdeasScreen, JournalScreen
from tests.web.going import show
from tests.web.offline.going_offline import go_offline, go_online, rename, titles, write
from tests.web.product import Visitor
from tests.web.vault.vaults import lock_vault, set_up_vault, unlock


def test_private_writing_is_sealed_before_it_waits(page: Page, nora: Visitor) -> None:
    journal = show(page, JournalScreen)
    set_up_vault(page)
    go_offline(page)

    write(journal, "Zanzibar", "Nobody knows of Xylophone", private=True)

    expect(journal.item("Zanzibar").pending).to_have_text("Not sent yet")
    kept = page.evaluate(
        """async () => {
            const texts = [];
            for (const { name, version } of await indexedDB.databases()) {
                const db = await new Promise((done) => {
                    const request = indexedDB.open(name, version);
                    request.onsuccess = () => done(request.result);
                });
                for (const store of db.objectStoreNames) {
                    texts.push(await new Promise((done) => {
                        const request = db.transaction(store).objectStore(store).getAll();
                        request.onsuccess = () => done(JSON.stringify(request.result));
                    }));
                }
                db.close();
            }
            return texts.join();
        }"""
    )
    assert '"command":"journal.create"' in kept
    assert "anzibar" not in kept
    assert "ylophone" not in kept
    go_online(page)
    (item,) = nora.call("GET", "/api/journal")["items"]
    assert item["mode"] == "private"
    expect(journal.titles).to_have_text(["Zanzibar"])


def test_the_server_finds_what_was_written_privately_offline(page: Page, nora: Visitor) -> None:
    """Tokens are sent of the last version, once that is there."""
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    go_offline(page)
    write(ideas, "Zanzibar", private=True)
    rename(ideas, "Zanzibar", "Xylophone")

    with page.expect_response("**/api/search/tokens/ideas/*") as sent:
        go_online(page)

    (item,) = nora.call("GET", "/api/ideas")["items"]
    assert (sent.value.request.post_data_json or {})["rev"] == item["rev"] == 2
    assert nora.call("GET", "/api/search/state")["indexed"] == 1


def test_what_was_sealed_before_a_lock_waits_for_the_vault(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    go_offline(page)
    write(ideas, "Zanzibar", private=True)
    lock_vault(page)
    expect(ideas.titles).to_have_text(["Private, locked"])

    page.context.set_offline(False)
    expect(ideas.frame.sync).to_have_text("1 waiting for your vault")
    assert titles(nora, "ideas") == []
    unlock(page)

    expect(ideas.frame.sync).to_have_text("Synced")
    expect(ideas.titles).to_have_text(["Zanzibar"])
    assert len(nora.call("GET", "/api/ideas")["items"]) == 1


def test_what_waits_for_the_vault_is_no_lag_of_the_server(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    set_up_vault(page)
    go_offline(page)
    write(ideas, "Zanzibar", private=True)
    lock_vault(page)
    page.route("**/api/sync/push", lambda route: route.abort())

    with page.expect_response("**/api/sync/poll?*") as locked:
        page.context.set_offline(False)
    with page.expect_request("**/api/sync/poll?*oldest_pending_seconds=*"):
        unlock(page)

    assert "oldest_pending_seconds" not in locked.value.url
