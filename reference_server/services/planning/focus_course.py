"""The course of a focus session: one goes at a time, a pause stops the time, and planned minutes are credited once."""

from datetime import datetime, timedelta
from math import ceil

from reference_server.contract.focus import FocusState
from reference_server.contract.problems import FieldError
from reference_server.services.moments import Moment
from reference_server.services.order import Order
from reference_server.services.refusals import FocusAlreadyRunning, FocusInState, FocusNotFinished, Invalid
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.focus import OPEN
from reference_server.store.work import Work

MILLISECOND = timedelta(milliseconds=1)


class FocusCourse:
    """Rules about what happens to a session once it has been planned."""

    def __init__(self, tools: Tools, order: Order) -> None:
        self.tools = tools
        self.order = order

    def begin(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From planned to running."""
        self.require(focus, "started", "planned")
        self.check_none_running(work, focus.person_id)
        focus.started_at = moment.occurred_at
        self.move(work, focus, "running", moment)

    def hold(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From running to paused."""
        self.require(focus, "paused", "running")
        self.move(work, focus, "paused", moment)

    def release(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From paused to running."""
        self.require(focus, "resumed", "paused")
        self.move(work, focus, "running", moment)

    def finish(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From running or paused to completed."""
        if focus.state == "completed":
            return
        self.require(focus, "completed", *OPEN)
        self.check_time_is_over(focus, moment.occurred_at)
        self.move(work, focus, "completed", moment)
        self.credit_once(work, focus, moment)

    def give_up(self, work: Work, focus: tables.FocusSession, moment: Moment) -> None:
        """From running or paused to abandoned."""
        self.require(focus, "abandoned", *OPEN)
        self.move(work, focus, "abandoned", moment)

    def move(self, work: Work, focus: tables.FocusSession, state: FocusState, moment: Moment) -> None:
        """Enter a state: book the time so far, and count on from here only when running."""
        self.check_order(focus, moment.occurred_at)
        focus.elapsed_ms = self.elapsed_ms_at(focus, moment.occurred_at)
        focus.running_since = moment.occurred_at if state == "running" else None
        focus.ended_at = moment.occurred_at if state in {"completed", "abandoned"} else None
        focus.last_event_at = moment.occurred_at
        focus.state = state
        self.order.changed(work, focus)

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
        if self.order.earned(work, focus.person_id, "focus_minutes", focus.id, focus.planned_minutes, moment):
            focus.credited_minutes = focus.planned_minutes
