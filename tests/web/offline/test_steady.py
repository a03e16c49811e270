"""What is under somebody's finger stays there while things come and go by themselves."""

from playwright.sync_api import Page, expect

from fixtures.screens.items import IdeasScreen
from tests.web.going import show
from tests.web.offline.going_offline import go_offline, make_idea, write
from tests.web.product import Visitor


def test_a_press_is_met_though_the_list_above_has_gone(page: Page) -> None:
    ideas = show(page, IdeasScreen)
    go_offline(page)
    for title in ("Hook", "Bridge", "Outro"):
        write(ideas, title)
    ideas.frame.sync.click()
    expect(ideas.changes.waiting).to_have_count(3)
    ideas.changes.close.hover()
    page.mouse.down()

    page.context.set_offline(False)
    expect(page.get_by_text("The server has everything that you did here.")).to_be_visible()
    page.mouse.up()

    expect(ideas.changes.root).to_be_hidden()


def test_a_question_stands_until_it_is_answered(page: Page, nora: Visitor) -> None:
    ideas = show(page, IdeasScreen)
    made = make_idea(nora, "Hook")
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(ideas.titles).to_have_text(["Hook"])
    go_offline(page)
    ideas.item("Hook").delete.click()
    ideas.deletion.confirm.click()
    expect(ideas.deletion.root).to_be_hidden()
    nora.call("PATCH", f"/api/ideas/{made['id']}", {"base_rev": 1, "title": "Hooks"})
    page.context.set_offline(False)
    expect(ideas.frame.sync).to_have_text("1 set aside")
    ideas.frame.sync.click()
    discard = ideas.changes.root.get_by_role("button", name="Discard")
    discard.click()
    expect(discard).to_contain_text("Discard for good")

    make_idea(nora, "Bridge")
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("Bridge", exact=True).first).to_be_visible()

    expect(discard).to_contain_text("Discard for good")
    expect(discard).to_be_focused()
    ideas.changes.close.click()
    ideas.frame.sync.click()
    expect(discard).not_to_contain_text("for good")


def test_a_long_list_is_reached_to_its_end(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 1000})
    ideas = show(page, IdeasScreen)
    go_offline(page)
    for number in range(14):
        write(ideas, f"Take {number}")
    ideas.frame.sync.click()

    last = ideas.changes.waiting.last
    last.scroll_into_view_if_needed()

    expect(last).to_have_text("Create idea “Take 13”")
    expect(last).to_be_in_viewport(ratio=1)
