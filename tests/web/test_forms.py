"""Forms: every refusal is told at its field, and what was right is kept."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from fixtures.screens.quests import QuestsScreen
from tests.web.going import make_quest, show
from tests.web.product import Visitor


@pytest.mark.parametrize(
    ("field", "label", "reason"),
    [
        ("title", "Title must not be empty.", "must not be empty"),
        ("due_date", "Due date must not be before", "must not be before"),
        ("steps", "Steps, line 2 must be at most", "line 2 must be"),
    ],
)
def test_a_refused_field_says_why(page: Page, nora: Visitor, field: str, label: str, reason: str) -> None:
    quests = show(page, QuestsScreen)
    quests.form.title.fill("" if field == "title" else "Learn a fugue")
    quests.form.due_date.fill("2020-02-29" if field == "due_date" else "")
    quests.form.steps.fill("\n".join(["Subject", "y" * 201]) if field == "steps" else "Subject")

    quests.form.create.click()

    control = {"title": quests.form.title, "due_date": quests.form.due_date, "steps": quests.form.steps}[field]
    expect(quests.alert).to_contain_text(label)
    expect(control).to_be_focused()
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(control).to_have_accessible_description(re.compile(reason, re.IGNORECASE))
    assert nora.call("GET", "/api/quests")["items"] == []


def test_every_line_that_is_refused_is_named(page: Page) -> None:
    quests = show(page, QuestsScreen)
    quests.form.title.fill("Learn a fugue")
    quests.form.steps.fill("\n".join(["x" * 201, "Subject", "y" * 201]))

    quests.form.create.click()

    reason = "must be at most 200 characters"
    expect(quests.form.error("steps")).to_have_text(f"Line 1 {reason}; line 3 {reason}")
    expect(quests.alert).to_have_text(f"Steps, line 1 {reason}. Steps, line 3 {reason}.")


def test_a_correction_takes_the_complaint_back(page: Page) -> None:
    quests = show(page, QuestsScreen)
    quests.form.steps.fill("Subject")
    quests.form.create.click()
    expect(quests.form.title).to_have_attribute("aria-invalid", "true")

    page.keyboard.type("Learn a fugue")
    quests.form.create.click()

    expect(quests.active).to_have_text("Learn a fugue")
    expect(quests.alert).to_be_hidden()
    expect(quests.form.title).not_to_have_attribute("aria-invalid", "true")


def test_an_edited_quest_keeps_the_ticks_of_its_steps(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Finish the EP", "Drums", "Bass", "Voice")
    quests = show(page, QuestsScreen)
    card = quests.quest("Finish the EP")
    card.step("Drums").check()
    card.step("Bass").check()

    card.edit.click()
    quests.dialog.steps.fill("Voice\nAll of the bass\nDrums\nMastering")
    quests.dialog.save.click()

    expect(quests.status).to_have_text("Finish the EP saved.")
    expect(card.step("Drums")).to_be_checked()
    expect(card.step("All of the bass")).to_be_checked()
    expect(card.step("Voice")).not_to_be_checked()
    expect(card.progress).to_have_attribute("aria-valuenow", "2")
    expect(card.progress).to_have_attribute("aria-valuemax", "4")


def test_a_quest_that_is_overdue_can_still_be_renamed(page: Page, nora: Visitor) -> None:
    quest = make_quest(nora, "Finish the EP", "Drums")
    due = {"due_date": quest["start_date"], "local_date": quest["start_date"], "occurred_at": quest["created_at"]}
    nora.call("PATCH", f"/api/quests/{quest['id']}", due)
    quests = show(page, QuestsScreen)

    quests.quest("Finish the EP").edit.click()
    quests.dialog.title.fill("Finish the LP")
    with page.expect_request(_is_a_change) as sent:
        quests.dialog.save.click()

    expect(quests.active).to_have_text("Finish the LP")
    assert set(sent.value.post_data_json or {}) == {"base_rev", "title", "local_date", "occurred_at"}


def _is_a_change(request: Request) -> bool:
    return request.method == "PATCH"
