"""Quests: goals reached step by step."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from fixtures.devices.kinds import Device
from fixtures.people.actors import Person
from fixtures.screens.quests import QuestForm, QuestsScreen
from fixtures.screens.today import TodayScreen

A_DAY = timedelta(days=1)
TITLE_LIMIT, STEP_LIMIT, REWARD = 200, 50, 10
MESSAGE = re.compile(r"\w+")
MARKUP = "<img src=x onerror=alert(1)> & <b>loud</b>"


def fields(form: QuestForm) -> dict[str, Locator]:
    """Return the form's fields by their names in the contract."""
    return {"title": form.title, "notes": form.notes, "due_date": form.due_date, "steps": form.steps}


def fill(form: QuestForm, values: Mapping[str, str]) -> None:
    """Fill the form's fields by name."""
    for name, value in values.items():
        fields(form)[name].fill(value)


def expect_refusal_at(form: QuestForm, refused: str) -> None:
    """Wait until the form marks this field, and no other, as refused, with a message at it."""
    expect(fields(form)[refused]).to_have_attribute("aria-invalid", "true")
    expect(form.error(refused)).to_have_text(MESSAGE)
    for name, field in fields(form).items():
        if name != refused:
            expect(field).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.case("CP-QUEST-01")
def test_a_quest_with_steps_survives_a_reload(alice: Person, now: datetime) -> None:
    """A quest MUST keep its title, notes, due date and steps in order, after a reload and on other devices."""
    phone, laptop = alice.device("phone"), alice.device("laptop")
    due = now.astimezone(alice.zone).date() + 7 * A_DAY
    quests = phone.open(QuestsScreen)
    steps = ["Écrire les paroles", "Record the 🎸 part", "Mix & master"]
    written = {"title": "Record a demo", "notes": "Three takes\nat most", "due_date": due.isoformat()}

    fill(quests.form, {**written, "steps": "\n".join(steps)})
    with phone.answer("POST", "/api/quests"):
        quests.form.create.click()

    for shown in (quests, phone.reload(QuestsScreen), laptop.open(QuestsScreen)):
        quest = shown.quest("Record a demo")
        expect(shown.active).to_have_text(["Record a demo"])
        expect(quest.root).to_contain_text("0 of 3")
        for step in steps:
            expect(quest.step(step)).not_to_be_checked()
    (stored,) = alice.api.quests.all()
    assert [step.title for step in stored.steps] == steps
    assert (stored.title, stored.notes, stored.due_date) == (written["title"], written["notes"], due)


@pytest.mark.case("CP-QUEST-02")
def test_progress_follows_ticks_and_completion_is_rewarded_once(alice: Person) -> None:
    """Progress MUST equal ticked/total, and the reward MUST be granted once, however often a quest is completed."""
    quest = alice.api.quests.create("Record a demo", steps=["Write", "Record", "Mix"])
    phone, laptop = alice.device("phone"), alice.api_device("laptop")
    card = phone.open(QuestsScreen).quest("Record a demo")

    for ticked, step in enumerate(("Mix", "Write", "Record"), start=1):
        assert alice.api.account.me().balance.reward_points == 0
        with phone.answer("POST", "/api/quests/*/tick"):
            card.step(step).check()
        expect(card.progress).to_have_attribute("aria-valuenow", str(ticked))
        expect(card.progress).to_have_attribute("aria-valuemax", "3")
        assert alice.api.quests.get(quest.id).progress.ticked == ticked
    expect(card.reward).to_contain_text(f"{REWARD} points")
    again: list[tuple[Device, bool]] = [(phone, False), (phone, True), (laptop, False), (laptop, True)]
    for device, ticked_again in again:
        device.tick(quest, "Record", ticked=ticked_again)
        now = alice.api.quests.get(quest.id)
        assert (now.status, now.progress.ticked) == (("completed", 3) if ticked_again else ("active", 2))
        assert alice.api.account.me().balance.reward_points == REWARD

    card = phone.open(QuestsScreen).quest("Record a demo")
    expect(card.progress).to_have_attribute("aria-valuenow", "3")
    expect(card.reward).to_contain_text(f"{REWARD} points")


@pytest.mark.case("CP-QUEST-03")
def test_an_edit_shows_everywhere_an_archived_quest_leaves_today(alice: Person) -> None:
    """An edited quest MUST show its new text everywhere, and an archived one MUST leave Today."""
    quest = alice.api.quests.create("Record a demo", steps=["Write", "Mix"], notes="Old notes")
    alice.api.quests.create("Learn to sing", steps=["Breathe"])
    alice.api.quests.tick(quest.id, quest.step("Write").id)
    phone, laptop = alice.device("phone"), alice.device("laptop")
    quests = phone.open(QuestsScreen)

    quests.quest("Record a demo").edit.click()
    fill(quests.dialog, {"title": "Record an album", "notes": "New notes", "steps": "Write\nMix\nMaster"})
    with phone.answer("PATCH", "/api/quests/*"):
        quests.dialog.save.click()
    with phone.answer("POST", "/api/quests/*/archive"):
        quests.quest("Learn to sing").archive.click()

    for shown in (quests, laptop.open(QuestsScreen)):
        expect(shown.active).to_have_text(["Record an album"])
        expect(shown.archived).to_have_text(["Learn to sing"])
        expect(shown.quest("Record an album").root).to_contain_text("1 of 3")
        expect(shown.quest("Record an album").root).to_contain_text("New notes")
    today = laptop.open(TodayScreen)
    expect(today.quests).to_have_text(["Record an album"])
    expect(today.quest("Record an album").step("Write")).to_be_checked()
    edited = alice.api.quests.get(quest.id)
    assert (edited.title, edited.notes) == ("Record an album", "New notes")
    assert [(step.title, step.ticked) for step in edited.steps] == [("Write", True), ("Mix", False), ("Master", False)]


@pytest.mark.case("CP-QUEST-04")
def test_an_invalid_quest_is_refused_at_the_field(alice: Person, now: datetime) -> None:
    """An invalid quest MUST be refused with a message at the field and store nothing; markup MUST be shown as text."""
    valid = {"title": "Record a demo", "due_date": "", "steps": "Write"}
    yesterday = now.astimezone(alice.zone).date() - A_DAY
    phone = alice.device("phone")
    form = phone.open(QuestsScreen).form

    # Neighbours differ in the field, so that a mark of one attempt is not taken for the next one's.
    for field, value in (
        ("title", ""),
        ("due_date", yesterday.isoformat()),
        ("title", "x" * (TITLE_LIMIT + 1)),
        ("steps", "Step\n" * (STEP_LIMIT + 1)),
        ("title", "   "),
        ("steps", ""),
    ):
        fill(form, {**valid, field: value})
        form.create.click()
        expect_refusal_at(form, field)
    assert alice.api.quests.all() == []
    marked_up = {name: f"{name} {MARKUP}" for name in ("title", "notes", "steps")}
    fill(form, {**marked_up, "due_date": ""})
    with phone.answer("POST", "/api/quests"):
        form.create.click()

    quests = phone.reload(QuestsScreen)
    expect(quests.active).to_have_text([marked_up["title"]])
    for text in marked_up.values():
        expect(quests.quest(marked_up["title"]).root).to_contain_text(text)
    (stored,) = alice.api.quests.all()
    assert (stored.title, stored.notes, stored.steps[0].title) == tuple(marked_up.values())
    longest = alice.api.quests.create("x" * TITLE_LIMIT, steps=["Step"] * STEP_LIMIT)
    assert (len(longest.title), longest.progress.total) == (TITLE_LIMIT, STEP_LIMIT)
