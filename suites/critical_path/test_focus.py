"""Focus sessions: time that is worked is counted truly and credited once."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from fixtures.api.session import refused_with
from fixtures.people.actors import Person
from fixtures.screens.focus import FocusScreen
from fixtures.wire import FaultProxy

START = "/api/focus/*/start"
A_SECOND, A_MINUTE, AN_HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.case("CP-FOCUS-01")
def test_a_session_counts_down_and_credits_its_minutes_once(alice: Person, now: datetime) -> None:
    """A session MUST credit exactly its planned minutes, once, when its time is up and not before."""
    session = alice.api.focus.plan("Compose", minutes=25, at=now)
    phone = alice.device("phone", clock=now)
    phone.start(session)
    focus = phone.shows(FocusScreen)

    phone.clock.advance(25 * A_MINUTE - A_SECOND)
    expect(focus.current.time_left).to_have_text("00:01")
    assert refused_with(lambda: alice.api.focus.complete(session.id, at=phone.clock.now)) == 409
    with phone.answer("POST", "/api/focus/*/complete"):
        phone.clock.advance(A_SECOND)

    for shown in (focus, phone.reload(FocusScreen)):
        expect(shown.past("Compose").root).to_contain_text("25 minutes credited")
        expect(shown.total).to_have_text("Focus minutes in all: 25")
    assert alice.api.focus.complete(session.id, at=phone.clock.now + AN_HOUR).credited_minutes == 25
    assert alice.api.account.me().balance.focus_minutes == 25
    assert alice.api.today.on(now.astimezone(alice.zone).date()).totals.focus_minutes == 25


@pytest.mark.case("CP-FOCUS-02")
def test_pausing_and_reloading_keep_the_time(alice: Person, now: datetime) -> None:
    """A pause MUST stop the session's time, and neither pause nor reload MUST lose or invent any."""
    session = alice.api.focus.plan("Compose", minutes=25, at=now)
    phone = alice.device("phone", clock=now)
    phone.start(session)
    focus = phone.shows(FocusScreen)

    phone.clock.advance(10 * A_MINUTE)
    focus = phone.reload(FocusScreen)
    expect(focus.current.time_left).to_have_text("15:00")
    with phone.answer("POST", "/api/focus/*/pause"):
        focus.current.pause.click()
    expect(focus.current.resume).to_be_visible()
    phone.clock.advance(AN_HOUR)
    for shown in (focus, phone.reload(FocusScreen)):
        expect(shown.current.time_left).to_have_text("15:00")
    paused = alice.api.focus.get(session.id)
    assert (paused.state, paused.elapsed_seconds, paused.running_since) == ("paused", 600, None)
    with phone.answer("POST", "/api/focus/*/resume"):
        focus.current.resume.click()
    expect(focus.current.pause).to_be_visible()
    phone.clock.advance(15 * A_MINUTE - A_SECOND)
    expect(phone.reload(FocusScreen).current.time_left).to_have_text("00:01")
    assert refused_with(lambda: alice.api.focus.complete(session.id, at=phone.clock.now)) == 409
    with phone.answer("POST", "/api/focus/*/complete"):
        phone.clock.advance(A_SECOND)

    assert alice.api.focus.get(session.id).credited_minutes == 25


@pytest.mark.case("CP-FOCUS-03")
def test_an_abandoned_session_credits_nothing(alice: Person, now: datetime) -> None:
    """An abandoned session MUST be recorded as such and MUST NOT credit anything, then or later."""
    session = alice.api.focus.plan("Compose", minutes=25, at=now)
    phone = alice.device("phone", clock=now)
    phone.start(session)
    focus = phone.shows(FocusScreen)

    phone.clock.advance(20 * A_MINUTE)
    with phone.answer("POST", "/api/focus/*/abandon"):
        focus.current.abandon.click()
    expect(focus.current.root).to_be_hidden()
    phone.clock.advance(AN_HOUR)

    for shown in (focus, phone.reload(FocusScreen)):
        expect(shown.past("Compose").root).to_contain_text("Abandoned, 0 minutes credited")
        expect(shown.total).to_have_text("Focus minutes in all: 0")
        expect(shown.current.root).to_be_hidden()
    assert refused_with(lambda: alice.api.focus.complete(session.id, at=phone.clock.now)) == 409
    abandoned = alice.api.focus.get(session.id)
    assert (abandoned.state, abandoned.credited_minutes) == ("abandoned", 0)
    assert abandoned.ended_at == now + 20 * A_MINUTE
    assert alice.api.account.me().balance.focus_minutes == 0
    assert alice.api.focus.current() is None


@pytest.mark.case("CP-FOCUS-04")
def test_one_person_has_one_running_session(alice: Person, wire: FaultProxy) -> None:
    """A person MUST have at most one running session across devices, also when two start at the same time."""
    sessions = {title: alice.api.focus.plan(title) for title in ("Compose", "Practise")}
    devices = {title: alice.device(title, through=wire) for title in sessions}
    screens = {title: device.open(FocusScreen) for title, device in devices.items()}

    race = wire.gather("POST", START, count=2)
    with (
        devices["Compose"].answer("POST", START),
        devices["Practise"].answer("POST", START),
    ):
        for title, screen in screens.items():
            screen.planned(title).start.click()

    assert race.together
    assert sorted(race.answers) == [200, 409]
    running = alice.api.focus.current()
    assert running
    assert [session.id for session in alice.api.focus.all(state="running")] == [running.id]
    (late,) = sessions.keys() - {running.title}
    expect(screens[late].alert).to_be_visible()
    expect(screens[late].running_link).to_be_visible()
    expect(devices[late].reload(FocusScreen).current.title).to_have_text(running.title)
    assert refused_with(lambda: alice.api.focus.start(sessions[late].id)) == 409
    alice.api.focus.pause(running.id)
    assert refused_with(lambda: alice.api.focus.start(sessions[late].id)) == 409
