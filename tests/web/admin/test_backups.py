"""The page of administrators about backed-up files: what it lists."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.admin_daw import BackupsScreen
from tests.web import modules
from tests.web.daw.rows import backed_up, paired, removed
from tests.web.going import show
from tests.web.product import Product, Visitor


def test_a_file_is_told_with_its_facts(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    before = datetime.now(UTC)
    backed_up(product, nora, studio, "song.als", size=1_234_567, rev=3)

    file = show(desk, BackupsScreen).file("song.als")

    expect(file.owner).to_have_text("Nora Winter")
    expect(file.watcher).to_have_text("Studio")
    expect(file.size).to_have_text("1.23 MB")
    expect(file.size).to_have_attribute("title", "1,234,567 bytes")
    expect(file.version).to_have_text("3")
    expect(file.state).to_have_text("stored")
    stored = datetime.fromisoformat(file.stored.locator("time").get_attribute("datetime") or "")
    assert before <= stored <= datetime.now(UTC)


def test_times_are_told_in_the_persons_zone(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    product.administrator().call("PATCH", "/api/auth/me", {"time_zone": "Pacific/Kiritimati"})
    backed_up(product, nora, studio, "song.als")

    stored = show(desk, BackupsScreen).file("song.als").stored

    told = stored.evaluate("""cell => new Date(cell.firstChild.dateTime).toLocaleString("en-GB", {
        timeZone: "Pacific/Kiritimati", dateStyle: "medium", timeStyle: "short" })""")
    expect(stored).to_have_text(told)


def test_names_that_are_not_shared_are_told_so(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    backed_up(product, nora, studio, None)

    expect(show(desk, BackupsScreen).names).to_have_text(["name not shared"])


def test_a_file_that_was_removed_is_told_so(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    removed(product, backed_up(product, nora, studio, "old.als"))

    expect(show(desk, BackupsScreen).file("old.als").state).to_have_text("removed")


def test_files_are_told_in_the_order_of_their_changes(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    ole = product.visitor("Ole Sommer")
    backed_up(product, nora, studio, "first.als")
    backed_up(product, ole, paired(product, ole, "Cellar"), "second.als")

    backups = show(desk, BackupsScreen)

    expect(backups.names).to_have_text(["second.als", "first.als"])
    expect(backups.file("second.als").watcher).to_have_text("Cellar")


def test_a_server_without_files_says_so(desk: Page) -> None:
    backups = show(desk, BackupsScreen)

    expect(desk.get_by_text("No watcher has backed up a file yet.")).to_be_visible()
    expect(backups.table).to_be_hidden()
    expect(backups.alert).to_be_hidden()


def test_markup_is_shown_as_the_text_it_is(desk: Page, product: Product, nora: Visitor) -> None:
    markup = "<b>song</b>.als"
    backed_up(product, nora, paired(product, nora, markup), markup)

    backups = show(desk, BackupsScreen)

    expect(backups.names).to_have_text([markup])
    expect(desk.locator("main b")).to_have_count(0)


def test_a_long_list_is_shown_piece_by_piece(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    for number in range(53):
        backed_up(product, nora, studio, f"song {number}.als")
    backups = show(desk, BackupsScreen)
    expect(backups.names).to_have_count(50)
    expect(desk.get_by_text("50 files listed; there are more.")).to_be_visible()

    backups.more.click()

    expect(backups.status).to_have_text("3 more files shown.")
    expect(backups.names).to_have_count(53)
    expect(backups.more).to_be_hidden()
    expect(desk.get_by_role("rowheader", name="song 2.als", exact=True)).to_be_focused()
    expect(desk.get_by_text("53 files listed.")).to_be_visible()


def test_more_that_is_not_to_be_had_is_told(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    for number in range(51):
        backed_up(product, nora, studio, f"song {number}.als")
    backups = show(desk, BackupsScreen)
    desk.route("**/api/admin/daw/files*", lambda route: route.fulfill(status=500))

    backups.more.click()

    expect(backups.alert).to_have_text("The server could not do this just now (500). Please try again.")
    expect(backups.names).to_have_count(50)


def test_names_are_filtered(desk: Page, product: Product, nora: Visitor, studio: str) -> None:
    for name in ("Verse.als", "chorus.als", None):
        backed_up(product, nora, studio, name)
    backups = show(desk, BackupsScreen)

    backups.filter.fill(" VERSE")

    expect(backups.names).to_have_text(["Verse.als"])
    expect(desk.get_by_text("1 of 3 files listed.")).to_be_visible()
    backups.filter.fill("")
    expect(backups.names).to_have_count(3)


def test_a_server_with_small_pages_is_read_to_the_end_that_is_wanted(page: Page) -> None:
    body = """const asked = [];
        globalThis.fetch = async (url) => {
            asked.push(url.search);
            const at = Number(url.searchParams.get("before") ?? 0);
            const items = [at, at + 1].map((id) => ({ id: String(id) }));
            const link = at < 8 ? { Link: `</api/admin/daw/files?before=${at + 2}>; rel="next"` } : {};
            return new Response(JSON.stringify(items), { headers: { "Content-Type": "application/json", ...link } });
        };
        const found = async (wanted) => {
            const { files, more } = await module.readFiles(wanted);
            return [files.map(({ id }) => id).join(""), more];
        };
        return [await found(3), await found(4), await found(10), await found(50), asked[0]];"""

    found = modules.run(page, "admin-page/files.js", body)

    assert found == [["012", True], ["0123", True], ["0123456789", False], ["0123456789", False], "?limit=3"]


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (1234, "1.23 kB"), (999_499, "999 kB"),
        (999_500, "1 MB"), (5_368_709_120, "5.37 GB"), (2 * 10**15, "2,000 TB"),
    ],
)  # fmt: skip
def test_sizes_are_told_in_three_digits(page: Page, size: int, told: str) -> None:
    assert modules.run(page, "admin-page/sizes.js", "return module.sizeInWords(given);", size) == told
