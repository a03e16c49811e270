"""How tests of the pages take the network away, and what they do without it."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from fixtures.screens.items import ItemsScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.screen import Screen
from tests.web.product import Visitor


def go_offline(page: Page) -> None:
    """Take the network away, and wait until the page knows."""
    page.context.set_offline(True)
    expect(Screen(page).frame.sync).to_contain_text("Offline")


def go_online(page: Page) -> None:
    """Give the network back, and wait until the server has everything."""
    page.context.set_offline(False)
    expect(Screen(page).frame.sync).to_have_text("Synced")


def lose_the_answer(route: Route) -> None:
    """Let the server do it, and the page never hear of it."""
    route.fetch()
    route.abort()


def forget_deletions(page: Page) -> list[str]:
    """Have the server say once that it does not know any more what was deleted since; return which requests it met."""
    met: list[str] = []
    problem = {"type": "/problems/cursor-too-old", "status": 410, "detail": "Too long ago."}

    def refuse(route: Route) -> None:
        met.append(route.request.url)
        route.fulfill(status=410, json=problem, content_type="application/problem+json")

    page.route("**/api/sync/poll?*", refuse, times=1)
    return met


def write(items: ItemsScreen, title: str, text: str = "", *, private: bool = False) -> None:
    """Write something down, and wait until the page shows it, sent or not."""
    expect(items.dialogs).to_have_count(0)  # an open one keeps the form from taking what is typed
    items.form.title.fill(title)
    items.form.text.fill(text)
    items.form.private.set_checked(private)
    items.form.create.click()
    expect(items.status).to_contain_text(f"{title} created.")
    expect(items.item(title).root).to_be_visible()


def rename(ideas: ItemsScreen, before: str, after: str) -> None:
    """Give an item another title, and wait until the page shows it, sent or not."""
    ideas.item(before).edit.click()
    ideas.dialog.title.fill(after)
    ideas.dialog.save.click()
    expect(ideas.item(after).root).to_be_visible()


def rename_and_tick(quests: QuestsScreen, before: str, after: str, step: str) -> None:
    """Give a quest another title and tick the first of its steps, and wait until the page has both."""
    quests.quest(before).edit.click()
    quests.dialog.title.fill(after)
    quests.dialog.save.click()
    quests.quest(after).step(step).check()
    expect(quests.quest(after).progress).to_have_attribute("aria-valuenow", "1")


def titles(nora: Visitor, kind: str) -> list[str]:
    """Return what the server has of a kind, oldest first."""
    return [item["title"] for item in reversed(nora.call("GET", f"/api/{kind}?limit=200")["items"])]


def make_idea(nora: Visitor, title: str, **more: Any) -> dict[str, Any]:
    """Write an idea down beside the browser."""
    return nora.call("POST", "/api/ideas", {"title": title, "body": "", **more})
