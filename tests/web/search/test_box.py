"""The search box, as people use it."""

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.items import IdeasScreen, InfobaseScreen
from tests.web.modules import run
from tests.web.product import Visitor
from tests.web.search.searching import make_elsewhere, with_things_to_find

# Says that it is through once whoever waited for the answer has gone on.
HOLD_THE_ANSWER = """const { search } = module;
    const find = search.find.bind(search);
    search.find = async (...asked) => {
        const results = await find(...asked);
        const next = results.next.bind(results);
        results.next = async (count) => {
            await new Promise((resolve) => { globalThis.answer = resolve; });
            const found = await next(count);
            setTimeout(() => { globalThis.answered = true; });
            return found;
        };
        return results;
    };"""


@pytest.fixture
def ideas(page: Page, nora: Visitor) -> IdeasScreen:
    """The Ideas page with an open vault and a few things that can be found."""
    return with_things_to_find(page, nora)


def test_results_come_while_somebody_types_with_title_hits_first(ideas: IdeasScreen) -> None:
    ideas.search.query.press_sequentially("bas")

    expect(ideas.search.titles).to_have_text(["Bass line", "Secret piano", "Tunings", "Drums"])
    expect(ideas.search.said).to_have_text("4 results.")
    expect(ideas.search.results.nth(1)).to_contain_text("Idea, private")
    expect(ideas.search.results.nth(2)).to_contain_text("Infobase, standard")
    expect(ideas.search.results.nth(1).locator("mark")).to_have_text(["bassoon"])


def test_further_words_narrow_the_results(ideas: IdeasScreen) -> None:
    ideas.search.query.fill("bass -drums")
    expect(ideas.search.titles).to_have_text(["Bass line", "Secret piano", "Tunings"])

    ideas.search.query.fill('bass "low"')
    expect(ideas.search.titles).to_have_text(["Bass line"])

    ideas.search.query.fill("title:bass")
    expect(ideas.search.titles).to_have_text(["Bass line"])


def test_a_result_is_opened_from_the_keyboard(page: Page, ideas: IdeasScreen) -> None:
    query = ideas.search.query
    query.fill("bass")
    expect(query).to_have_attribute("aria-expanded", "true")

    query.press("ArrowDown")
    query.press("ArrowDown")
    expect(ideas.search.active).to_contain_text("Secret piano")
    expect(query).to_have_attribute("aria-activedescendant", str(ideas.search.active.get_attribute("id")))
    query.press("End")
    expect(ideas.search.active).to_contain_text("Drums")
    query.press("Home")
    query.press("ArrowUp")
    expect(ideas.search.active).to_contain_text("Drums")
    expect(query).to_be_focused()
    query.press("Enter")

    expect(ideas.dialog.title).to_have_value("Drums")
    page.keyboard.press("Escape")
    expect(query).to_be_focused()


def test_whoever_is_among_the_results_stays_there_when_more_are_found(page: Page, ideas: IdeasScreen) -> None:
    query = ideas.search.query
    query.fill("bass")
    expect(ideas.search.results).to_have_count(4)
    query.press("ArrowDown")
    query.press("ArrowDown")
    expect(ideas.search.active).to_contain_text("Secret piano")

    make_elsewhere(page, "ideas", "Bass solo")
    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(ideas.search.results).to_have_count(5)
    expect(ideas.search.active).to_contain_text("Secret piano")


def test_a_list_that_was_closed_stays_closed_when_the_answer_comes(page: Page, ideas: IdeasScreen) -> None:
    query = ideas.search.query
    query.fill("bass")
    expect(ideas.search.results).to_have_count(4)
    run(page, "search/search.js", HOLD_THE_ANSWER)
    make_elsewhere(page, "ideas", "Bass solo")
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    page.wait_for_function("() => globalThis.answer")

    query.press("Escape")
    page.evaluate("() => globalThis.answer()")
    page.wait_for_function("() => globalThis.answered")

    expect(ideas.search.listbox).to_be_hidden()
    expect(query).to_have_attribute("aria-expanded", "false")


def test_a_result_of_the_other_page_is_opened_there_and_the_vault_stays_open(page: Page, ideas: IdeasScreen) -> None:
    ideas.search.query.fill("cello")
    expect(ideas.search.results).to_have_count(1)

    ideas.search.query.press("Enter")

    infobase = InfobaseScreen(page)
    expect(infobase.dialog.title).to_have_value("Tunings")
    expect(infobase.frame.vault).to_have_text("Vault unlocked")
    infobase.dialog.cancel.click()
    infobase.search.query.fill("piano")
    expect(infobase.search.titles).to_have_text(["Secret piano"])


def test_a_result_is_opened_with_a_click(ideas: IdeasScreen) -> None:
    ideas.search.query.fill("piano")

    ideas.search.results.click()

    expect(ideas.dialog.title).to_have_value("Secret piano")
    expect(ideas.search.results).to_be_hidden()


def test_escape_closes_and_then_clears(ideas: IdeasScreen) -> None:
    query = ideas.search.query
    query.fill("bass")
    expect(ideas.search.results.first).to_be_visible()

    query.press("Escape")
    expect(ideas.search.results.first).to_be_hidden()
    expect(query).to_have_value("bass")
    expect(query).to_have_attribute("aria-expanded", "false")
    query.press("ArrowDown")
    expect(ideas.search.results.first).to_be_visible()
    query.press("Escape")
    query.press("Escape")

    expect(query).to_have_value("")
    expect(ideas.search.said).to_have_text("")


def test_that_nothing_is_found_is_said(ideas: IdeasScreen) -> None:
    ideas.search.query.fill("tuba")
    expect(ideas.search.said).to_have_text("No results for “tuba”.")

    ideas.search.query.fill("b")
    expect(ideas.search.said).to_have_text("Type at least two letters of a word.")

    ideas.search.query.fill("-bass")
    expect(ideas.search.said).to_have_text("Type what is to be found, beside what is not.")


def test_many_results_are_shown_in_parts(page: Page, ideas: IdeasScreen) -> None:
    make_elsewhere(page, "ideas", *(f"Song {number}" for number in range(25)), text="encryption of everything")
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(ideas.titles).to_have_count(29)

    ideas.search.query.fill("song")
    expect(ideas.search.said).to_have_text("25 results, 20 of them shown.")
    ideas.search.query.fill("encryption")
    expect(ideas.search.said).to_have_text("More than 20 results.")
    ideas.search.further.click()

    expect(ideas.search.results).to_have_count(25)
    expect(ideas.search.said).to_have_text("25 results.")
    expect(ideas.search.active).to_contain_text("Song 4")
    expect(ideas.search.further).to_be_hidden()

    make_elsewhere(page, "ideas", "Song 25", text="encryption of everything")
    page.evaluate("() => dispatchEvent(new Event('focus'))")

    expect(ideas.search.said).to_have_text("More than 25 results.")
    expect(ideas.search.active).to_contain_text("Song 4")
