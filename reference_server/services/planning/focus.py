"""Focus sessions: planned, read, changed while they are planned, and sent on their course."""

from collections.abc import Callable
from datetime import date

from reference_server.contract.base import Dated
from reference_server.contract.focus import (
    LONGEST_SESSION,
    CurrentFocus,
    Focus,
    FocusChange,
    FocusDraft,
    FocusPage,
    FocusQuery,
)
from reference_server.contract.problems import FieldError
from reference_server.services.gathering import checked_cursor
from reference_server.services.moments import Moment
from reference_server.services.order import Order
from reference_server.services.people.accounts import Accounts
from reference_server.services.planning.focus_course import FocusCourse
from reference_server.services.refusals import Invalid, NotFound
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

Transition = Callable[[Work, tables.FocusSession, Moment], None]


class FocusSessions(FocusCourse):
    """Rules about focus sessions."""

    def __init__(self, tools: Tools, accounts: Accounts, order: Order) -> None:
        super().__init__(tools, order)
        self.accounts = accounts

    def create(self, person_id: str, draft: FocusDraft) -> Focus:
        """Store a planned session; Invalid or DateOutOfRange when it makes no sense."""
        moment = self.tools.moments.of(draft)
        now, title = self.tools.now(), self.tools.limits.title(draft.title)
        planned_minutes = self.check_minutes(draft.planned_minutes)
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            focus = tables.FocusSession(
                id=self.tools.ids.new_id(),
                person_id=person_id,
                title=title,
                planned_minutes=planned_minutes,
                planned_date=draft.planned_date or moment.local_date,
                created_at=now,
                updated_at=now,
                seq=self.order.next(work, person_id),
            )
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
            self.order.edited(work, focus)
            return self.view(focus)

    def delete(self, person_id: str, focus_id: str) -> None:
        """Delete the session; what it credited stays credited."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            focus = self.find_owned(work, person_id, focus_id)
            self.order.deleted(work, "focus", focus)
            work.focus.delete(focus)

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

    def check_minutes(self, minutes: int) -> int:
        """Return the planned minutes: 1 to 480."""
        if not 1 <= minutes <= LONGEST_SESSION:
            message = f"must be from 1 to {LONGEST_SESSION} minutes"
            raise Invalid(FieldError(field="planned_minutes", message=message))
        return minutes

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
            rev=focus.rev,
            seq=focus.seq,
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
