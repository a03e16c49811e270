"""What working without a network takes: pages opened from the device, changes kept on it, and the queue sent.

`python -m tests.benchmarks.offline_queue [CHANGES] [ROUNDS]`. One browser and the product on the same machine; pages
open without the network and with it, in turn.
Aims: a page opens without the network in no more time than with it; a change is kept in no more time than it takes to
send it; 500 changes are sent in 10 s, and in less time than the same 500 take through the interface one by one.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from uuid import uuid4

from playwright.sync_api import Page, expect, sync_playwright

from fixtures.devices.browsers import find_browser
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.items import IdeasScreen, InfobaseScreen, JournalScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.today import TodayScreen
from reference_server import logs
from reference_server.routes.here import SESSION_COOKIE
from tests.benchmarks.rounds import measure, told, verdict
from tests.web.going import fill_everything, show
from tests.web.offline.going_offline import go_offline
from tests.web.product import Visitor, running

SCREENS = (TodayScreen, QuestsScreen, HabitsScreen, IdeasScreen, InfobaseScreen, JournalScreen)
SENT_WITHIN_S = 10.0
LONGEST_MS = 300_000


@contextmanager
def offline(page: Page) -> Iterator[None]:
    """Take the network away for the length of the block."""
    go_offline(page)
    yield
    page.context.set_offline(False)


def opened(page: Page) -> float:
    """Return the seconds until each page was ready, on average."""
    start = time.perf_counter()
    for screen in SCREENS:
        show(page, screen)
    return (time.perf_counter() - start) / len(SCREENS)


def opened_offline(page: Page) -> float:
    """Return the same without a network."""
    with offline(page):
        return opened(page)


def written(page: Page, count: int, name: str) -> float:
    """Return the seconds that it took to write down so many ideas, each until the page has taken it."""
    ideas = IdeasScreen(page)
    start = time.perf_counter()
    for number in range(count):
        ideas.form.title.fill(f"{name} {number}")
        ideas.form.title.press("Enter")
        expect(ideas.form.title).to_have_value("")
    return time.perf_counter() - start


def drained(page: Page, count: int) -> tuple[float, float]:
    """Return the seconds for so many changes offline, and those from the network's return until all are sent."""
    ideas = show(page, IdeasScreen)
    with offline(page):
        kept = written(page, count, "Take")
        expect(ideas.frame.sync).to_have_text(f"Offline · {count} waiting")
        start = time.perf_counter()
    expect(ideas.frame.sync).to_have_text("Synced", timeout=LONGEST_MS)
    return kept, time.perf_counter() - start


def sent_one_by_one(visitor: Visitor, count: int) -> float:
    """Return the seconds that so many ideas take through the interface, without a page."""
    start = time.perf_counter()
    for number in range(count):
        visitor.call("POST", "/api/ideas", {"id": str(uuid4()), "title": f"Direct {number}", "body": ""})
    return time.perf_counter() - start


def main(count: int = 500, rounds: int = 5) -> int:
    """Measure, print, and return 0 when the aims were met."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as product, sync_playwright() as driver:
        logs.configure(Path(folder) / "server.log")
        browser = driver.chromium.launch(**find_browser().launch_options())

        def device() -> tuple[Page, Visitor]:
            visitor = product.visitor()
            context = browser.new_context(base_url=product.url)
            context.add_cookies([{"name": SESSION_COOKIE, "value": visitor.secret, "url": visitor.url}])
            page = context.new_page()
            show(page, IdeasScreen)
            page.wait_for_function("() => navigator.serviceWorker.controller !== null")
            return page, visitor

        page, visitor = device()
        fill_everything(visitor)
        starts = measure(rounds, {"with": lambda: opened(page), "without": lambda: opened_offline(page)})
        page, visitor = device()
        online = written(page, 50, "Online") / 50
        page, visitor = device()
        kept, sent = drained(page, count)
        direct = sent_one_by_one(visitor, count)
        browser.close()
    print(
        f"a page, with the network: {median(starts.seconds['with']):.3f} s, without: {starts.typical('without'):.3f} s"
    )
    print(f"a change, sent: {1000 * online:.0f} ms, kept: {1000 * kept / count:.0f} ms")
    print(
        f"{count} changes: kept in {kept:.1f} s, sent in {sent:.1f} s; one by one through the interface: {direct:.1f} s"
    )
    ratios = starts.ratios("without", to="with")
    print(f"page without / with: {told(ratios)}")
    return max(
        verdict("a page without the network / with it", median(ratios), 1.0),
        verdict("a change kept / sent", kept / count / online, 1.0),
        verdict(f"seconds for {count} changes", sent, SENT_WITHIN_S),
        verdict("queue / one by one", sent / direct, 1.0),
    )


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
