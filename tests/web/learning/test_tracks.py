"""The Learning page: tracks are made, edited, put away and deleted, lesson by lesson."""

from playwright.sync_api import Page, expect

from fixtures.screens.learning import LearningScreen, TrackForm
from tests.web.going import complete_lesson, make_track, show
from tests.web.product import Visitor

MARKUP = "<img src=x onerror=alert(1)> & <b>loud</b>"


def write(form: TrackForm, title: str, *lessons: tuple[str, str]) -> None:
    """Fill the form "New track" and send it."""
    form.title.fill(title)
    for number, (name, text) in enumerate(lessons, start=1):
        if number > 1:
            form.add.click()
        form.lesson_title(number).fill(name)
        form.lesson_text(number).fill(text)
    form.create.click()


def lessons_of(nora: Visitor) -> list[tuple[str, str, str]]:
    """Return the lessons of the one track there is."""
    (track,) = nora.call("GET", "/api/learning")["items"]
    return [(lesson["title"], lesson["text"], lesson["status"]) for lesson in track["lessons"]]


def test_a_page_without_tracks_says_so(page: Page) -> None:
    learning = show(page, LearningScreen)

    expect(learning.nothing_due).to_be_visible()
    expect(page.get_by_text("No track yet.")).to_be_visible()
    expect(page.get_by_text("Nothing is archived.")).to_be_visible()


def test_a_track_is_made_and_the_form_is_ready_for_the_next(page: Page, nora: Visitor) -> None:
    learning = show(page, LearningScreen)

    write(learning.form, f"Title {MARKUP}", (f"Lesson {MARKUP}", f"Text {MARKUP}\nline two"), ("Second", ""))

    expect(learning.status).to_have_text(f"Title {MARKUP} created.")
    expect(learning.form.title).to_be_focused()
    expect(learning.form.title).to_have_value("")
    expect(learning.form.lesson_title(1)).to_have_value("")
    expect(learning.form.lesson_title(2)).to_have_count(0)
    card = learning.track(f"Title {MARKUP}")
    card.lesson(f"Lesson {MARKUP}").read.click()
    expect(card.lesson(f"Lesson {MARKUP}").root).to_contain_text(f"Text {MARKUP}\nline two", use_inner_text=True)
    assert lessons_of(nora) == [(f"Lesson {MARKUP}", f"Text {MARKUP}\nline two", "open"), ("Second", "", "locked")]


def test_every_field_that_is_refused_says_why(page: Page, nora: Visitor) -> None:
    learning = show(page, LearningScreen)

    write(learning.form, "", ("x" * 201, ""), ("Fine", "y" * 100_001))

    form = learning.form
    for field in (form.title, form.lesson_title(1), form.lesson_text(2)):
        expect(field).to_have_attribute("aria-invalid", "true")
    for field in (form.lesson_text(1), form.lesson_title(2)):
        expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(form.lesson_title(1)).to_have_accessible_description("Up to 200 characters Must be at most 200 characters")
    expect(form.title).to_be_focused()
    expect(learning.alert).to_have_text(
        "Title must not be empty. Title of lesson 1 must be at most 200 characters. "
        "Text of lesson 2 must be at most 100000 characters."
    )
    assert nora.call("GET", "/api/learning")["items"] == []


def test_limits_hold_without_the_server(page: Page) -> None:
    learning = show(page, LearningScreen)
    page.context.set_offline(True)
    expect(learning.frame.sync).to_contain_text("Offline")

    write(learning.form, "Counterpoint", ("First", ""), (" ", "y" * 100_001))

    expect(learning.alert).to_have_text(
        "Title of lesson 2 must not be empty. Text of lesson 2 must be at most 100000 characters."
    )
    expect(learning.frame.sync).to_have_text("Offline")


def test_an_edited_track_keeps_what_is_completed_wherever_it_moves(page: Page, nora: Visitor) -> None:
    complete_lesson(nora, make_track(nora, "Counterpoint", "First", "Second", "Third"), 0)
    learning = show(page, LearningScreen)
    learning.track("Counterpoint").edit.click()
    dialog = learning.dialog

    dialog.title.fill("Fux")
    dialog.remove(2).click()
    expect(dialog.add).to_be_focused()
    dialog.add.click()
    expect(dialog.lesson_title(3)).to_be_focused()
    dialog.lesson_title(3).fill("New")
    dialog.move_up(2).click()
    dialog.lesson_text(2).fill("Other words")
    dialog.save.click()

    expect(learning.status).to_have_text("Fux saved.")
    assert lessons_of(nora) == [
        ("Third", "Text of Third", "open"),
        ("First", "Other words", "completed"),
        ("New", "", "locked"),
    ]
    expect(learning.track("Fux").progress).to_have_attribute("aria-valuenow", "1")
    expect(learning.track("Fux").lesson("First").standing).to_contain_text("Completed · review due on")


def test_a_track_has_1_to_50_lessons(page: Page, nora: Visitor) -> None:
    make_track(nora, "Many", *(f"Lesson {number}" for number in range(1, 50)))
    learning = show(page, LearningScreen)
    expect(learning.form.remove(1)).to_be_hidden()

    learning.track("Many").edit.click()
    learning.dialog.add.click()

    expect(learning.dialog.add).to_be_disabled()
    learning.dialog.remove(50).click()
    expect(learning.dialog.add).to_be_enabled()


def test_an_edit_sends_what_was_changed_alone(page: Page, nora: Visitor) -> None:
    make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    learning.track("Counterpoint").edit.click()

    learning.dialog.title.fill("Fux")
    with page.expect_request(lambda request: request.method == "PATCH") as sent:
        learning.dialog.save.click()

    expect(learning.kept).to_have_text("Fux")
    assert sent.value.post_data_json == {"base_rev": 1, "title": "Fux"}
    learning.track("Fux").edit.click()
    learning.dialog.lesson_text(1).fill("Other words")
    with page.expect_request(lambda request: request.method == "PATCH") as sent:
        learning.dialog.save.click()
    assert set(sent.value.post_data_json or {}) == {"base_rev", "lessons"}


def test_an_edit_that_comes_too_late_says_so(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    learning.track("Counterpoint").edit.click()
    nora.call("PATCH", f"/api/learning/{track['id']}", {"title": "Theirs"})

    learning.dialog.title.fill("Mine")
    learning.dialog.save.click()

    expect(learning.dialog.root.get_by_role("alert")).to_have_text(
        "This was changed elsewhere in the meantime. Look at it again."
    )
    expect(learning.dialog.title).to_have_value("Mine")


def test_a_track_is_put_away_and_brought_back(page: Page, nora: Visitor) -> None:
    make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    card = learning.track("Counterpoint")

    card.archive.click()

    expect(learning.archived).to_have_text("Counterpoint")
    card.lesson("First").read.click()
    expect(card.lesson("First").root).to_contain_text("Text of First")
    expect(card.lesson("First").complete).to_be_hidden()
    expect(card.edit).to_be_hidden()
    page.get_by_role("button", name="Restore Counterpoint").click()
    expect(learning.kept).to_have_text("Counterpoint")


def test_a_track_is_deleted_after_a_question(page: Page, nora: Visitor) -> None:
    make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    learning.track("Counterpoint").delete.click()
    expect(learning.deletion.root).to_contain_text("“Counterpoint” and its lessons and reviews are erased")
    learning.deletion.cancel.click()
    expect(learning.kept).to_have_text("Counterpoint")

    learning.track("Counterpoint").delete.click()
    learning.deletion.confirm.click()

    expect(learning.status).to_have_text("Counterpoint deleted.")
    expect(learning.kept).to_have_count(0)
    expect(page.get_by_role("heading", name="My tracks")).to_be_focused()
    assert nora.call("GET", "/api/learning")["items"] == []
