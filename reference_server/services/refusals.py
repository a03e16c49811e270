"""How a service says no: one class a reason. `errors.py` maps them to HTTP in one table."""

from collections.abc import Mapping
from typing import Literal

from reference_server.contract.problems import FieldError

SignInProblem = Literal["state-mismatch", "attempt-expired", "attempt-used", "provider-refused", "email-unverified"]


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error of the program
    """Base of all: a sentence for the person, and facts for the client."""

    def __init__(self, detail: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = dict(facts or {})


class SignedOut(Refusal):
    """Nobody is signed in, or no longer."""

    def __init__(self) -> None:
        super().__init__("You are signed out. Sign in and try again.")


class ForeignOrigin(Refusal):
    """A page of another site tried to act in the person's name."""

    def __init__(self) -> None:
        super().__init__("This request came from another site, so it was not carried out.")


class CookieNeeded(Refusal):
    """A bearer token tried to make another one."""

    def __init__(self) -> None:
        super().__init__("Only a browser session can issue tokens. Sign in with a browser.")


class NotFound(Refusal):
    """There is no such item, or it is another person's."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"There is no such {noun}.")


class Invalid(Refusal):
    """One or more fields make no sense."""

    def __init__(self, *errors: FieldError) -> None:
        told = "; ".join(f"{error.field} {error.message}" for error in errors)
        super().__init__(f"Please check: {told}.")
        self.errors = list(errors)


class DateOutOfRange(Invalid):
    """A dated command is too old, too new, or at odds with itself."""


class QuestArchived(Refusal):
    """An archived quest was to be changed."""

    def __init__(self) -> None:
        super().__init__("This quest is archived. Restore it first.")


class HabitNotDue(Refusal):
    """A check-in before the habit's first day, or on an archived one."""


class FocusAlreadyRunning(Refusal):
    """Another session of the person is running or paused."""

    def __init__(self, running_id: str, title: str) -> None:
        super().__init__(
            f'"{title}" is still going. Finish or abandon it first.', {"running": {"id": running_id, "title": title}}
        )


class FocusNotFinished(Refusal):
    """The planned time is not over."""

    def __init__(self, remaining_seconds: int) -> None:
        super().__init__(
            f"{remaining_seconds} seconds of this session remain.", {"remaining_seconds": remaining_seconds}
        )


class FocusInState(Refusal):
    """The session's state does not allow this."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(f"A session that is {state} cannot be {verb}.", {"state": state})


class SignInRefused(Refusal):
    """A sign-in came to nothing; `problem` is what the sign-in page explains."""

    def __init__(self, problem: SignInProblem) -> None:
        super().__init__(f"The sign-in was refused: {problem}.")
        self.problem = problem
