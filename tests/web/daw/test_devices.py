"""The person's watchers on the Devices page: what is told of them, and what can be done to them."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Request, expect

from fixtures.screens.devices import DevicesScreen
from tests.web.daw.rows import backed_up, paired, removed
from tests.web.going import show
from tests.web.product import Product, Visitor


def test_who_has_no_watcher_is_told_what_one_is(page: Page) -> None:
    devices = show(page, DevicesScreen)

    expect(devices.empty).to_be_visible()
    expect(page.get_by_role("region", name="Your watchers")).to_contain_text("run daw-watcher sign-in on that computer")


def test_a_watcher_is_told_with_its_facts(page: Page, product: Product, nora: Visitor) -> None:
    nora.call("PATCH", "/api/auth/me", {"time_zone": "Asia/Tokyo"})
    device = paired(product, nora, seen_at=datetime(2025, 3, 30, 20, 15, tzinfo=UTC))
    backed_up(product, nora, device, "song.als")
    backed_up(product, nora, device, None)
    removed(product, backed_up(product, nora, device, "old.als"))

    card = show(page, DevicesScreen).device("Studio")

    expect(card.root).to_contain_text("Linux · Version 0.1.0")
    expect(card.seen).to_have_text("31 Mar 2025, 05:15")
    expect(card.files).to_have_text("2 files backed up")


def test_a_watcher_that_was_never_seen_is_told_so(page: Page, product: Product, nora: Visitor) -> None:
    paired(product, nora)

    expect(show(page, DevicesScreen).device("Studio").seen).to_have_text("never")


def test_nobody_sees_the_watchers_of_others(page: Page, product: Product) -> None:
    paired(product, product.visitor("Ole Sommer"), "Cellar")

    devices = show(page, DevicesScreen)

    expect(devices.empty).to_be_visible()
    expect(devices.names).to_have_count(0)


def test_a_watcher_is_renamed(page: Page, product: Product, nora: Visitor) -> None:
    paired(product, nora)
    devices = show(page, DevicesScreen)

    devices.device("Studio").rename.click()
    expect(devices.renaming.name).to_have_value("Studio")
    devices.renaming.name.fill(" Attic ")
    devices.renaming.save.click()

    expect(devices.status).to_have_text("The watcher is called Attic now.")
    expect(devices.names).to_have_text(["Attic"])
    expect(devices.device("Attic").rename).to_be_focused()
    assert [each["name"] for each in nora.call("GET", "/api/daw/devices")["devices"]] == ["Attic"]


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_a_name_that_will_not_do_is_refused_at_its_field(
    page: Page, product: Product, nora: Visitor, name: str
) -> None:
    paired(product, nora)
    devices = show(page, DevicesScreen)
    devices.device("Studio").rename.click()

    devices.renaming.name.fill(name)
    devices.renaming.save.click()

    expect(devices.renaming.alert).to_contain_text("Name ")
    expect(devices.renaming.name).to_be_focused()


def test_a_watcher_is_removed_after_a_question(page: Page, product: Product, nora: Visitor) -> None:
    paired(product, nora, "Attic")
    paired(product, nora, "Basement")
    devices = show(page, DevicesScreen)

    devices.device("Attic").remove.click()
    expect(devices.removal.root).to_contain_text("“Attic” can back up no more. What it has stored stays.")
    expect(devices.names).to_have_count(2)
    devices.removal.confirm.click()

    expect(devices.status).to_have_text("Attic is removed.")
    expect(devices.names).to_have_text(["Basement"])
    expect(page.get_by_role("heading", name="Your watchers")).to_be_focused()
    assert [each["name"] for each in nora.call("GET", "/api/daw/devices")["devices"]] == ["Basement"]


def test_a_watcher_is_kept_by_whoever_thinks_again(page: Page, product: Product, nora: Visitor) -> None:
    paired(product, nora)
    devices = show(page, DevicesScreen)
    deleted: list[Request] = []
    page.on("request", lambda request: deleted.append(request) if request.method == "DELETE" else None)

    devices.device("Studio").remove.click()
    page.keyboard.press("Enter")

    expect(devices.removal.root).to_be_hidden()
    expect(devices.device("Studio").remove).to_be_focused()
    assert deleted == []


def test_a_removal_that_fails_says_so_in_the_dialog(page: Page, product: Product, nora: Visitor) -> None:
    paired(product, nora)
    devices = show(page, DevicesScreen)
    page.route("**/api/daw/devices/*", lambda route: route.fulfill(status=500))

    devices.device("Studio").remove.click()
    devices.removal.confirm.click()

    expect(devices.removal.alert).to_have_text("The server could not do this just now (500). Please try again.")
    expect(devices.names).to_have_text(["Studio"])


def test_what_another_device_did_is_seen_on_return(page: Page, product: Product, nora: Visitor) -> None:
    devices = show(page, DevicesScreen)
    paired(product, nora)

    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(devices.names).to_have_text(["Studio"])


def test_a_list_that_grows_old_says_so_and_stays(page: Page, product: Product, nora: Visitor) -> None:
    paired(product, nora)
    devices = show(page, DevicesScreen)
    old = page.get_by_text("This list may be missing, or out of date.")
    page.route("**/api/**", lambda route: route.abort())

    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(old).to_be_visible()
    expect(devices.names).to_have_text(["Studio"])
    page.unroute("**/api/**")
    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(old).to_be_hidden()
