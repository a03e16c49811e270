"""Focus sessions: one at a time, a pause stops the time, and planned minutes are credited once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import ceil

from reference_server.contract.base import Dated
from reference_server.contract.focus import (
    LONGEST_SESSION,
    CurrentFocus,
    Focus,
    FocusChange,
    FocusDraft,
    FocusPage,
    FocusQuery,
    FocusState,
)
from reference_server.contract.problems import FieldError
from reference_server.services.accounts import Accounts
from reference_server.services.gathering import checked_cursor
from reference_server.services.moments import Moment
from reference_server.services.refusals import (
    FocusAlreadyRunning,
    FocusInState,
    FocusNotFinished,
    Invalid,
    NotFound,
)
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.database import Work
from reference_server.store.focus import OPEN

MILLISECOND = timedelta(milliseconds=1)
Transition = Callable[[Work, tables.FocusSession, Moment], None]


class FocusSessions:
    """Rules about focus sessions."""

    def __init__(self, tools: Tools, accounts: Accounts) -> None:
        self.tools = tools
        self.accounts = accounts

    def create(self, person_id: str, draft: FocusDraft) -> Focus:
        """Store a planned session; Invalid or DateOutOfRange when it makes no sense."""
        moment = self.tools.moments.of(draft)
        now = self.tools.now()
        focus = tables.FocusSession(
            id=self.tools.ids.new_id(),
            person_id=person_id,
            title=self.tools.limits.title(draft.title),
            planned_minutes=self.check_minutes(draft.planned_minutes),
            planned_date=draft.planned_date or moment.local_date,
            created_at=now,
            updated_at=now,
        )
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            work.focus.add(focus)
        return self.view(focus)

    def read(self, person_id: str, focus_id: str) -> Focus:
        """Return the person's session; NotFound."""
        with self.tools.store.begin(write=False) as work:
            return self.view(self.find_owned(work, person_id, focus_id))

    def current(self, person_id: str) -> CurrentFocus:
        """Return the session that is running or paused, if there is one."""
        with self.tools.store.begin(write=False) as work:
            return CurrentFocus(session=self.current_in(work, person_id))

    def listing(self, person_id: str, query: FocusQuery) -> FocusPage:
        """Return a part of the person's sessions, newest first."""
        with self.tools.store.begin(write=False) as work:
            with checked_cursor():
                page = work.focus.page(person_id, query.date, query.state, query.limit, query.cursor)
            return FocusPage(items=[self.view(focus) for focus in page.rows], next_cursor=page.next_cursor)

    def change(self, person_id: str, focus_id: str, change: FocusChange) -> Focus:
        """Change a session that is still planned; FocusInState for any other."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            focus = self.find_owned(work, person_id, focus_id)
            self.require(focus, "changed", "planned")
            if change.title is not None:
                focus.title = self.tools.limits.title(change.title)
            if change.planned_minutes is not None:
                focus.planned_minutes = self.check_minutes(change.planned_minutes)
            focus.updated_at = self.tools.now()
            return self.view(focus)

    def delete(self, person_id: str, focus_id: str) -> None:
        """Delete the session; what it credited stays credited."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            work.focus.delete(self.find_owned(work, person_id, focus_id))

    def start(self, person_id: str, focus_id: str, command: Dated) -> Focus:
        """Start a planned session; FocusAlreadyRunning when another one is going."""
        return self.advance(person_id, focus_id, command, self.begin)

    def pause(self, person_id: str, focus_id: str, command: Dated) -> Focus:
        """Stop the time of a running session."""
        return self.advance(person_id, focus_id, command, self.hold)

    def resume(self, person_id: str, focus_id: str, command: Dated) -> Focus:
        """Let the time of a paused session go on."""
        return self.advance(person_id, focus_id, command, self.release)

    def complete(self, person_id: str, focus_id: str, command: Dated) -> Focus:
        """End a session whose time is over and credit it; a repeat changes nothing. FocusNotFinished before."""
        return self.advance(person_id, focus_id, command, self.finish)

    def abandon(self, person_id: str, focus_id: str, command: Dated) -> Focus:
        """End a session without credit."""
        return self.advance(person_id, focus_id, command, self.give_up)

    def advance(self, person_id: str, focus_id: str, command: Dated, transition: Transition) -> Focus:
        """Carry one transition out, in the order in which devices say that things happened."""
        moment = self.tools.moments.of(command)
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            focus = self.find_owned(work, person_id, focus_id)
            transition(work, focus, moment)
            return self.view(focus)

    def begin(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From planned to running."""
        self.require(focus, "started", "planned")
        self.check_none_running(work, focus.person_id)
        focus.started_at = moment.occurred_at
        self.move(focus, "running", moment)

    def hold(self, _work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From running to paused."""
        self.require(focus, "paused", "running")
        self.move(focus, "paused", moment)

    def release(self, _work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From paused to running."""
        self.require(focus, "resumed", "paused")
        self.move(focus, "running", moment)

    def finish(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From running or paused to completed."""
        if focus.state == "completed":
            return
        self.require(focus, "completed", *OPEN)
        self.check_time_is_over(focus, moment.occurred_at)
        self.move(focus, "completed", moment)
        self.credit_once(work, focus, moment)

    def give_up(self, _work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From running or paused to abandoned."""
        self.require(focus, "abandoned", *OPEN)
        self.move(focus, "abandoned", moment)

    def move(self, focus: tables.FocusSession, state: FocusState, moment: Moment) -> None:
        """Enter a state: book the time so far, and count on from here only when running."""
        self.check_order(focus, moment.occurred_at)
        focus.elapsed_ms = self.elapsed_ms_at(focus, moment.occurred_at)
        focus.running_since = moment.occurred_at if state == "running" else None
        focus.ended_at = moment.occurred_at if state in {"completed", "abandoned"} else None
        focus.last_event_at = moment.occurred_at
        focus.updated_at = self.tools.now()
        focus.state = state

    def require(self, focus: tables.FocusSession, verb: str, *states: str) -> None:
        """Refuse what the session's state does not allow."""
        if focus.state not in states:
            raise FocusInState(verb, focus.state)

    def check_none_running(self, work: Work, person_id: str) -> None:
        """Refuse a second session beside one that is running or paused."""
        running = work.focus.open_of(person_id)
        if running is not None:
            raise FocusAlreadyRunning(running.id, running.title)

    def check_order(self, focus: tables.FocusSession, occurred_at: datetime) -> None:
        """Refuse what is said to have happened before the session's last event."""
        if focus.last_event_at is not None and occurred_at < focus.last_event_at:
            message = f"must not be before {focus.last_event_at.isoformat()}, the last event of this session"
            raise Invalid(FieldError(field="occurred_at", message=message))

    def check_minutes(self, minutes: int) -> int:
        """Return the planned minutes: 1 to 480."""
        if not 1 <= minutes <= LONGEST_SESSION:
            message = f"must be from 1 to {LONGEST_SESSION} minutes"
            raise Invalid(FieldError(field="planned_minutes", message=message))
        return minutes

    def check_time_is_over(self, focus: tables.FocusSession, at: datetime) -> None:
        """Refuse to complete a session early."""
        remaining_ms = focus.planned_minutes * 60_000 - self.elapsed_ms_at(focus, at)
        if remaining_ms > 0:
            raise FocusNotFinished(ceil(remaining_ms / 1000))

    def elapsed_ms_at(self, focus: tables.FocusSession, at: datetime) -> int:
        """Return the milliseconds that the session has run by an instant, pauses left out."""
        running = (at - focus.running_since) // MILLISECOND if focus.running_since else 0
        return focus.elapsed_ms + running

    def credit_once(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """Credit the planned minutes unless this session has ever been credited."""
        credit = tables.Credit(
            id=self.tools.ids.new_id(),
            person_id=focus.person_id,
            kind="focus_minutes",
            source_id=focus.id,
            amount=focus.planned_minutes,
            local_date=moment.local_date,
            granted_at=moment.occurred_at,
        )
        if work.credits.grant_once(credit):
            focus.credited_minutes = focus.planned_minutes

    def current_in(self, work: Work, person_id: str) -> Focus | None:
        """Return the session that is running or paused, if there is one."""
        focus = work.focus.open_of(person_id)
        return self.view(focus) if focus else None

    def planned_on(self, work: Work, person_id: str, day: date) -> list[Focus]:
        """Return what Today shows: the sessions planned for that day."""
        return [self.view(focus) for focus in work.focus.planned_on(person_id, day)]

    def find_owned(self, work: Work, person_id: str, focus_id: str) -> tables.FocusSession:
        """Return the person's own session; another person's is not found."""
        focus = work.focus.find(person_id, focus_id)
        if focus is None:
            raise NotFound("focus session")
        return focus

    def view(self, focus: tables.FocusSession) -> Focus:
        """Return what the person sees of the session."""
        return Focus(
            id=focus.id,
            title=focus.title,
            planned_minutes=focus.planned_minutes,
            planned_date=focus.planned_date,
            state=focus.state,
            started_at=focus.started_at,
            running_since=focus.running_since,
            elapsed_seconds=focus.elapsed_ms // 1000,
            ended_at=focus.ended_at,
            credited_minutes=focus.credited_minutes,
            created_at=focus.created_at,
            updated_at=focus.updated_at,
        )
