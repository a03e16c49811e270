"""Learning without a network: lessons unlock, reviews come due, and the server hears of it once, on the days it was."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from fixtures.screens.learning import LearningScreen
from fixtures.screens.today import TodayScreen
from tests.web.going import complete_lesson, make_track, show
from tests.web.modules import run
from tests.web.offline.going_offline import go_offline, go_online, titles
from tests.web.product import Visitor

A_DAY = timedelta(days=1)


def complete(learning: LearningScreen, track: str, lesson: str) -> None:
    """Read a lesson and complete it, and wait until the page shows that."""
    row = learning.track(track).lesson(lesson)
    row.read.click()
    row.complete.click()
    expect(row.standing).to_contain_text("Completed")


def standing(nora: Visitor, title: str) -> list[tuple[str, str]]:
    """Return the lessons of a track as the server has them."""
    track = next(each for each in nora.call("GET", "/api/learning")["items"] if each["title"] == title)
    return [(lesson["title"], lesson["status"]) for lesson in track["lessons"]]


def edit(learning: LearningScreen, before: str, after: str) -> None:
    """Give a track another title, and wait until the page shows it."""
    learning.track(before).edit.click()
    learning.dialog.title.fill(after)
    learning.dialog.save.click()
    expect(learning.track(after).root).to_be_visible()


def test_tracks_are_made_changed_and_learned_offline(page: Page, nora: Visitor) -> None:
    make_track(nora, "Old track", "One", "Two")
    learning = show(page, LearningScreen)
    go_offline(page)

    learning.form.title.fill("New track")
    learning.form.lesson_title(1).fill("First")
    learning.form.add.click()
    learning.form.lesson_title(2).fill("Second")
    learning.form.create.click()
    expect(learning.status).to_have_text("New track created. It is kept on this device until it can be sent.")
    for lesson in ("First", "Second"):
        complete(learning, "New track", lesson)
    complete(learning, "Old track", "One")
    edit(learning, "Old track", "Older track")
    learning.track("Older track").archive.click()

    expect(learning.kept).to_have_text(["New track"])
    expect(learning.archived).to_have_text(["Older track"])
    expect(learning.frame.sync).to_have_text("Offline · 6 waiting")
    go_online(page)
    assert standing(nora, "New track") == [("First", "completed"), ("Second", "completed")]
    assert standing(nora, "Older track") == [("One", "completed"), ("Two", "open")]
    assert nora.call("GET", "/api/auth/me")["balance"]["reward_points"] == 6


def test_reviews_on_today_are_answered_offline(page: Page, nora: Visitor) -> None:
    track = complete_lesson(nora, make_track(nora, "Counterpoint", "First"), 0, datetime.now(UTC) - 2 * A_DAY)
    today = show(page, TodayScreen)
    expect(today.frame.sync).to_have_text("Synced")
    go_offline(page)

    today.review("First").forgot.click()

    expect(today.status).to_contain_text("First: not known. Next review on ")
    expect(today.nothing_due).to_be_visible()
    go_online(page)
    expect(today.nothing_due).to_be_visible()
    (lesson,) = nora.call("GET", f"/api/learning/{track['id']}")["lessons"]
    assert lesson["review"] == {"box": 1, "due_on": str((datetime.now(UTC) + A_DAY).date())}


def test_today_adds_up_what_was_completed_offline(page: Page, nora: Visitor) -> None:
    """Once for each lesson, also where the server has booked it meanwhile."""
    track = make_track(nora, "Counterpoint", "First", "Second")
    learning = show(page, LearningScreen)
    go_offline(page)
    for lesson in ("First", "Second"):
        complete(learning, "Counterpoint", lesson)
    person = {"name": "Nora", "time_zone": "UTC"}
    ask = "return (await module.todayOf(given.person, given.day)).totals.reward_points;"
    given = {"person": person, "day": str(datetime.now(UTC).date())}

    assert run(page, "offline/lists.js", ask, given) == 4
    complete_lesson(nora, track, 0)
    page.route("**/api/sync/push", lambda route: route.fulfill(status=503, json={}))
    with page.expect_response("**/api/sync/push"):  # the device has heard what is booked by then
        page.context.set_offline(False)
    assert run(page, "offline/lists.js", ask, given) == 4


def test_an_edit_that_meets_another_becomes_a_copy_and_what_was_learned_stays(page: Page, nora: Visitor) -> None:
    """It is what the server has that was learned: the copy begins at the beginning."""
    track = make_track(nora, "Counterpoint", "First", "Second")
    complete_lesson(nora, track, 0)
    learning = show(page, LearningScreen)
    go_offline(page)
    edit(learning, "Counterpoint", "Mine")
    complete(learning, "Mine", "Second")

    nora.call("PATCH", f"/api/learning/{track['id']}", {"title": "Theirs"})
    go_online(page)

    expect(learning.kept).to_have_text(["Mine (conflict copy)", "Theirs"])
    assert standing(nora, "Theirs") == [("First", "completed"), ("Second", "completed")]
    assert standing(nora, "Mine (conflict copy)") == [("First", "open"), ("Second", "locked")]


def test_an_edit_of_a_lesson_that_meets_another_becomes_a_copy(page: Page, nora: Visitor) -> None:
    """Though the titles are the same."""
    track = make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    go_offline(page)
    learning.track("Counterpoint").edit.click()
    learning.dialog.lesson_text(1).fill("My words")
    learning.dialog.save.click()
    expect(learning.status).to_contain_text("Counterpoint saved.")

    lessons = [{"id": track["lessons"][0]["id"], "title": "First", "text": "Their words"}]
    nora.call("PATCH", f"/api/learning/{track['id']}", {"lessons": lessons})
    go_online(page)

    expect(learning.kept).to_have_text(["Counterpoint (conflict copy)", "Counterpoint"])
    texts = {each["title"]: each["lessons"][0]["text"] for each in nora.call("GET", "/api/learning")["items"]}
    assert texts == {"Counterpoint": "Their words", "Counterpoint (conflict copy)": "My words"}


def test_the_same_edit_on_two_devices_is_no_conflict(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    go_offline(page)
    edit(learning, "Counterpoint", "Same")

    nora.call("PATCH", f"/api/learning/{track['id']}", {"title": "Same"})
    go_online(page)

    expect(learning.kept).to_have_text(["Same"])
    assert titles(nora, "learning") == ["Same"]


def test_an_edit_of_what_was_deleted_elsewhere_is_a_copy_in_which_one_can_go_on(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First", "Second", "Third")
    complete_lesson(nora, track, 0)
    learning = show(page, LearningScreen)
    go_offline(page)
    edit(learning, "Counterpoint", "Mine")
    complete(learning, "Mine", "Second")

    nora.call("DELETE", f"/api/learning/{track['id']}")
    go_online(page)

    expect(learning.kept).to_have_text(["Mine (conflict copy)"])
    expected = [("First", "completed"), ("Second", "completed"), ("Third", "open")]
    assert standing(nora, "Mine (conflict copy)") == expected


def test_what_was_learned_of_a_track_that_was_deleted_is_set_aside(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First", "Second")
    complete_lesson(nora, track, 0, datetime.now(UTC) - 2 * A_DAY)
    learning = show(page, LearningScreen)
    go_offline(page)
    complete(learning, "Counterpoint", "Second")
    learning.review("First").knew.click()
    expect(learning.nothing_due).to_be_visible()

    nora.call("DELETE", f"/api/learning/{track['id']}")
    page.context.set_offline(False)

    expect(learning.frame.sync).to_have_text("1 waiting · 1 set aside")
    learning.frame.sync.click()
    aside = learning.changes.change("Complete a lesson of track “Counterpoint”")
    expect(aside.root).to_contain_text("deleted on another device")
    expect(learning.changes.waiting).to_have_text(["Answer a review of track “Counterpoint”"])


def test_a_lesson_that_was_locked_meanwhile_is_set_aside_with_the_reason(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    go_offline(page)
    complete(learning, "Counterpoint", "First")

    lessons = [{"title": "Before all"}, {"id": track["lessons"][0]["id"], "title": "First"}]
    nora.call("PATCH", f"/api/learning/{track['id']}", {"lessons": lessons})
    page.context.set_offline(False)

    expect(learning.frame.sync).to_have_text("1 set aside")
    learning.frame.sync.click()
    aside = learning.changes.change("Complete a lesson of track “Counterpoint”")
    expect(aside.root).to_contain_text('This lesson is locked. Complete "Before all" first.')


def test_a_deletion_of_what_was_edited_elsewhere_waits_for_a_decision(page: Page, nora: Visitor) -> None:
    track = make_track(nora, "Counterpoint", "First")
    learning = show(page, LearningScreen)
    go_offline(page)
    learning.track("Counterpoint").delete.click()
    learning.deletion.confirm.click()
    expect(learning.kept).to_have_count(0)

    nora.call("PATCH", f"/api/learning/{track['id']}", {"title": "Better"})
    page.context.set_offline(False)

    expect(learning.frame.sync).to_have_text("1 set aside")
    expect(learning.kept).to_have_text(["Better"])
    learning.frame.sync.click()
    expect(learning.changes.aside).to_have_text(["Delete track “Counterpoint”"])
