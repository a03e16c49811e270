"""The page of administrators about backed-up files: how it keeps up, and disturbs nobody who reads."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from fixtures.screens.admin_daw import BackupsScreen
from fixtures.screens.quests import QuestsScreen
from tests.web.daw.rows import backed_up, removed
from tests.web.going import show
from tests.web.product import Product, Visitor
from tests.web.test_navigation import mark, same_document
from tests.web.test_time import SECOND, run, stop_clock

FILES = "**/api/admin/daw/files*"


def look_again(page: Page) -> None:
    """Come back to the page."""
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


def test_the_list_keeps_up_by_itself(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    file = backed_up(product, nora, studio, "song.als")
    stop_clock(desk, datetime(2026, 3, 1, 14, 5, tzinfo=UTC))
    backups = show(desk, BackupsScreen)
    mark(desk)
    backups.filter.focus()
    expect(backups.refreshed).to_have_text("14:05:00")
    backed_up(product, nora, studio, "new.als")
    removed(product, file)

    run(desk, 14 * SECOND)
    expect(backups.names).to_have_text(["song.als"])
    run(desk, SECOND)

    expect(backups.names).to_have_text(["song.als", "new.als"])
    expect(backups.file("song.als").state).to_have_text("removed")
    expect(backups.refreshed).to_have_text("14:05:15")
    expect(backups.filter).to_be_focused()
    assert same_document(desk)


def test_the_list_keeps_up_when_somebody_comes_back(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    backups = show(desk, BackupsScreen)
    backed_up(product, nora, studio, "song.als")

    look_again(desk)

    expect(backups.names).to_have_text(["song.als"])


def test_what_is_being_read_stays_where_it_is(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    for number in range(40):
        backed_up(product, nora, studio, f"song {number}.als")
    backups = show(desk, BackupsScreen)
    read = backups.file("song 20.als").root
    read.evaluate("row => scrollTo(0, row.getBoundingClientRect().top + scrollY - 100)")
    top = "row => Math.round(row.getBoundingClientRect().top)"
    before = read.evaluate(top)

    for number in range(3):
        backed_up(product, nora, studio, f"new {number}.als")
    look_again(desk)

    expect(backups.names).to_have_count(43)
    assert read.evaluate(top) == before


def test_the_beginning_of_the_list_is_seen_growing(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    for number in range(40):
        backed_up(product, nora, studio, f"song {number}.als")
    backups = show(desk, BackupsScreen)

    backed_up(product, nora, studio, "new.als")
    look_again(desk)

    expect(backups.file("new.als").root).to_be_in_viewport()
    assert desk.evaluate("scrollY") == 0


def test_a_selected_text_stays_selected(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    backed_up(product, nora, studio, "song.als")
    backups = show(desk, BackupsScreen)
    backups.file("song.als").owner.evaluate("cell => getSelection().selectAllChildren(cell)")

    backed_up(product, nora, studio, "new.als")
    look_again(desk)
    expect(backups.names).to_have_count(2)

    assert desk.evaluate("getSelection().toString()") == "Nora Winter"


def test_a_list_that_cannot_be_refreshed_stays_and_says_so(
    desk: Page, product: Product, nora: Visitor, studio: str
) -> None:
    backed_up(product, nora, studio, "song.als")
    stop_clock(desk, datetime(2026, 3, 1, 14, 5, tzinfo=UTC))
    backups = show(desk, BackupsScreen)
    desk.route(FILES, lambda route: route.fulfill(status=503))

    run(desk, 15 * SECOND)
    expect(backups.trouble).to_have_text(
        "The list could not be refreshed. The server could not do this just now (503). Please try again."
    )
    expect(backups.names).to_have_text(["song.als"])
    expect(backups.refreshed).to_have_text("14:05:00")
    desk.unroute(FILES)
    run(desk, 15 * SECOND)

    expect(backups.trouble).to_be_hidden()
    expect(backups.refreshed).to_have_text("14:05:30")


def test_a_trouble_that_lasts_is_said_once(desk: Page) -> None:
    stop_clock(desk, datetime(2026, 3, 1, 14, 5, tzinfo=UTC))
    backups = show(desk, BackupsScreen)
    desk.route(FILES, lambda route: route.abort())
    run(desk, 15 * SECOND)
    expect(backups.trouble).to_be_visible()
    backups.trouble.evaluate(
        """place => {
            window.said = 0;
            new MutationObserver(() => { window.said += 1; }).observe(place, { childList: true, characterData: true });
        }"""
    )

    with desk.expect_event("requestfailed"):
        run(desk, 15 * SECOND)
    with desk.expect_event("requestfailed"):
        run(desk, 15 * SECOND)

    assert desk.evaluate("said") == 0


def test_a_refresh_keeps_all_pieces(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    for number in range(52):
        backed_up(product, nora, studio, f"song {number}.als")
    backups = show(desk, BackupsScreen)
    backups.more.click()
    expect(backups.names).to_have_count(52)

    backed_up(product, nora, studio, "new.als")
    look_again(desk)

    expect(backups.names.first).to_have_text("new.als")
    expect(backups.names).to_have_count(53)


def test_a_filter_holds_while_the_list_is_refreshed(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    backed_up(product, nora, studio, "chorus.als")
    backups = show(desk, BackupsScreen)
    backups.filter.fill("verse")
    expect(backups.names).to_have_count(0)

    for name in ("bridge.als", "verse.als"):
        backed_up(product, nora, studio, name)
    look_again(desk)

    expect(backups.names).to_have_text(["verse.als"])
    expect(backups.filter).to_be_focused()


def test_who_is_no_administrator_any_more_keeps_nothing(
    desk: Page, product: Product, nora: Visitor, studio: str
) -> None:
    backed_up(product, nora, studio, "song.als")
    backups = show(desk, BackupsScreen)
    expect(backups.names).to_have_count(1)
    desk.route(FILES, lambda route: route.fulfill(status=403, json={"type": "/problems/forbidden", "detail": "No."}))

    look_again(desk)

    expect(backups.denied).to_be_visible()
    assert "song.als" not in desk.content()


def test_a_page_that_was_left_asks_no_more(desk: Page) -> None:
    stop_clock(desk, datetime(2026, 3, 1, 14, 5, tzinfo=UTC))
    backups = show(desk, BackupsScreen)
    backups.frame.link("Quests").click()
    expect(desk).to_have_title("Quests · Passion OS")
    QuestsScreen(desk).ready()
    sent: list[str] = []
    desk.on("request", lambda request: sent.append(request.url))

    run(desk, 60 * SECOND)

    assert [url for url in sent if "/api/admin/" in url] == []
