"""How tests of the Devices page let a watcher in."""

from playwright.sync_api import Page, expect

from fixtures.screens.devices import DevicesScreen
from tests.web.daw.watchers import WaitingWatcher


def find(devices: DevicesScreen, code: str) -> None:
    """Ask for the watcher of this code."""
    devices.pairing.code.fill(code)
    devices.pairing.find.click()


def pair(devices: DevicesScreen, watcher: WaitingWatcher) -> None:
    """Compare, and let the watcher in."""
    find(devices, watcher.code)
    expect(devices.decision.check_code).to_have_text(watcher.check_code)
    devices.decision.same.check()
    devices.decision.pair.click()


def note_paths(page: Page, method: str) -> list[str]:
    """Return a list that gets the paths below `/api/` of what is sent from now on."""
    sent: list[str] = []
    page.on(
        "request",
        lambda request: sent.append(request.url.partition("/api/")[2]) if request.method == method else None,
    )
    return sent
