"""What pages do as time goes by; the browser's clock is the only one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, Request, expect

from fixtures.screens.focus import FocusScreen
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.today import TodayScreen
from tests.web.going import make_habit, plan_session, show, start_session
from tests.web.product import Visitor

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
AUCKLAND = ZoneInfo("Pacific/Auckland")


def last_midnight(zone: ZoneInfo) -> datetime:
    """Return the instant at which the present day began in a zone."""
    today = datetime.now(zone).date()
    return datetime(today.year, today.month, today.day, tzinfo=zone).astimezone(UTC)


def stop_clock(page: Page, at: datetime) -> None:
    """Let the page's clock stand still at an instant; only `run` moves it."""
    page.clock.install(time=at - SECOND)
    page.clock.pause_at(at)


def run(page: Page, span: timedelta) -> None:
    """Let time go by, with everything that falls due meanwhile."""
    page.clock.run_for(int(span / timedelta(milliseconds=1)))


def jump(page: Page, span: timedelta) -> None:
    """Let time go by as while the lid is closed."""
    page.clock.fast_forward(int(span / timedelta(milliseconds=1)))


def test_the_list_changes_at_local_midnight_and_not_before(page: Page, nora: Visitor) -> None:
    nora.call("PATCH", "/api/auth/me", {"time_zone": "Pacific/Auckland"})
    midnight = last_midnight(AUCKLAND)
    make_habit(nora, "Play scales", since=midnight - 3 * DAY)
    stop_clock(page, midnight - 3 * SECOND)
    today = show(page, TodayScreen)
    habit = today.habit("Play scales")
    habit.check_in.click()
    expect(habit.current_streak).to_have_text("Streak: 1 day")

    run(page, 3 * SECOND - timedelta(milliseconds=1))
    expect(today.date).to_have_attribute("datetime", str((midnight - SECOND).astimezone(AUCKLAND).date()))
    run(page, timedelta(milliseconds=1))

    expect(today.date).to_have_attribute("datetime", str(midnight.astimezone(AUCKLAND).date()))
    expect(habit.check_in).to_be_visible()
    expect(habit.current_streak).to_have_text("Streak: 1 day")


def test_a_night_with_the_lid_closed_is_noticed(page: Page, nora: Visitor) -> None:
    make_habit(nora, "Play scales", since=datetime.now(UTC) - 5 * DAY)
    stop_clock(page, datetime.now(UTC) - 4 * DAY)
    habits = show(page, HabitsScreen)
    habits.habit("Play scales").check_in.click()
    expect(habits.habit("Play scales").current_streak).to_have_text("Current streak: 1 day")

    jump(page, 2 * DAY)

    expect(habits.habit("Play scales").current_streak).to_have_text("Current streak: 0 days")
    expect(habits.habit("Play scales").longest_streak).to_have_text("Longest streak: 1 day")
    expect(habits.habit("Play scales").check_in).to_be_visible()


def test_a_habit_put_away_is_shown_as_it_is_on_the_persons_own_day(page: Page, nora: Visitor) -> None:
    habit = make_habit(nora, "Play scales", since=datetime.now(UTC) - 5 * DAY)
    stop_clock(page, datetime.now(UTC) - 4 * DAY)
    habits = show(page, HabitsScreen)
    habits.habit("Play scales").check_in.click()
    expect(habits.status).to_have_text("Play scales: checked in.")
    nora.call("PATCH", f"/api/habits/{habit['id']}", {"title": "Play arpeggios"})

    habits.habit("Play scales").archive.click()

    expect(habits.archived).to_have_text("Play arpeggios")
    expect(habits.habit("Play arpeggios").current_streak).to_have_text("Current streak: 1 day")


def test_a_session_counts_down_and_completes_itself(page: Page, nora: Visitor) -> None:
    plan_session(nora, "Mixing", 2)
    stop_clock(page, datetime.now(UTC) - HOUR)
    focus = show(page, FocusScreen)
    focus.planned("Mixing").start.click()
    expect(focus.current.time_left).to_have_text("02:00")

    run(page, MINUTE + SECOND)
    expect(focus.current.time_left).to_have_text("00:59")
    jump(page, 58 * SECOND)
    run(page, SECOND)

    expect(focus.status).to_have_text("Mixing completed: 2 minutes credited.")
    expect(focus.current.root).to_be_hidden()
    expect(focus.total).to_have_text("Focus minutes in all: 2")


def test_a_session_that_ended_while_nobody_looked_ends_when_it_was_due(page: Page, nora: Visitor) -> None:
    started = datetime.now(UTC).replace(microsecond=0) - 3 * HOUR
    session = start_session(nora, "Mixing", 25, at=started)

    focus = show(page, FocusScreen)

    expect(focus.status).to_have_text("Mixing completed: 25 minutes credited.")
    ended = nora.call("GET", f"/api/focus/{session['id']}")["ended_at"]
    assert datetime.fromisoformat(ended) == started + 25 * MINUTE


def test_a_pause_stops_the_time(page: Page, nora: Visitor) -> None:
    plan_session(nora, "Mixing", 25)
    stop_clock(page, datetime.now(UTC) - 5 * HOUR)
    focus = show(page, FocusScreen)
    focus.planned("Mixing").start.click()
    expect(focus.current.time_left).to_have_text("25:00")

    run(page, 90 * SECOND)
    focus.current.pause.click()
    expect(focus.current.resume).to_be_visible()
    jump(page, HOUR)
    run(page, SECOND)

    expect(focus.current.time_left).to_have_text("23:30")
    focus.current.resume.click()
    expect(focus.current.pause).to_be_visible()
    run(page, 30 * SECOND)
    expect(focus.current.time_left).to_have_text("23:00")


def test_a_completion_that_got_lost_is_tried_again(page: Page, nora: Visitor) -> None:
    plan_session(nora, "Mixing", 1)
    stop_clock(page, datetime.now(UTC) - HOUR)
    focus = show(page, FocusScreen)
    focus.planned("Mixing").start.click()
    expect(focus.current.time_left).to_have_text("01:00")
    page.route("**/complete", lambda route: route.fulfill(status=500), times=1)

    run(page, MINUTE)
    expect(focus.alert).to_have_text("The server could not do this just now (500). Please try again.")
    with page.expect_request(_completes):
        run(page, 10 * SECOND)

    expect(focus.status).to_have_text("Mixing completed: 1 minute credited.")
    expect(focus.alert).to_be_hidden()


def _completes(request: Request) -> bool:
    return request.url.endswith("/complete")


def test_a_second_session_is_refused_and_the_running_one_shown(page: Page, nora: Visitor) -> None:
    plan_session(nora, "Sound design", 50)
    focus = show(page, FocusScreen)
    start_session(nora, "Mixing", 25, at=datetime.now(UTC) - MINUTE)

    focus.planned("Sound design").start.click()

    expect(focus.alert).to_contain_text("Mixing")
    expect(focus.current.title).to_have_text("Mixing")
    focus.running_link.click()
    expect(focus.current.root).to_be_focused()
