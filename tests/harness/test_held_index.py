"""A database can be held in the middle of its filling, so that a test can look at what is there by then."""

import pytest
from playwright.sync_api import BrowserContext

from fixtures.api.session import Session
from fixtures.devices.browser_device import BrowserDevice
from fixtures.eventually import eventually
from fixtures.search.held_index import PLAIN_PAGE, HeldIndex
from fixtures.target.profiles import Profile, Target

URL = "http://127.0.0.1:9"
FILL = """() => {
    globalThis.written = 0;
    const request = indexedDB.open("search-nora", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries");
    request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        const write = () => {
            const writing = request.result.transaction("entries", "readwrite");
            for (let more = 0; more < 5; more++) writing.objectStore("entries").put("token", globalThis.written + more);
            writing.oncomplete = () => {
                globalThis.written += 5;
                if (globalThis.written < 1000) write();
            };
        };
        write();
    };
}"""


def _no_session(_: str) -> Session:
    raise AssertionError("no session is asked for here")


@pytest.fixture
def phone(context: BrowserContext) -> BrowserDevice:
    """A browser that finds an empty page at every address."""
    context.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    target = Target(profile=Profile(name="t", kind="url", url=URL), url=URL)
    device = BrowserDevice("phone", context, target, _no_session)
    device.go(PLAIN_PAGE)
    return device


def written(phone: BrowserDevice) -> int:
    """Return how many entries have been written."""
    return int(phone.page.evaluate("() => globalThis.written"))


def test_filling_stands_still_and_goes_on(phone: BrowserDevice) -> None:
    held = HeldIndex(phone, "nora", 50)
    phone.page.evaluate(FILL)

    held.wait()
    there = written(phone)

    assert 45 <= there < 1000  # the page may not have heard yet of the last ones that are counted
    assert written(phone) <= there + 5
    held.go_on()
    eventually(lambda: written(phone), until=lambda count: count == 1000)


def test_a_held_database_can_be_deleted(phone: BrowserDevice) -> None:
    held = HeldIndex(phone, "nora", 50)
    phone.page.evaluate(FILL)
    held.wait()

    deleted = phone.page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.deleteDatabase("search-nora").onsuccess = () => resolve("deleted");
        })"""
    )

    assert deleted == "deleted"
