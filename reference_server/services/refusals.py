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


class TrackArchived(Refusal):
    """An archived track was to be changed, or a lesson of it to be completed or reviewed."""

    def __init__(self) -> None:
        super().__init__("This track is archived. Restore it first.")


class LessonLocked(Refusal):
    """A lesson was to be completed before the one before it."""

    def __init__(self, first: str) -> None:
        super().__init__(f'This lesson is locked. Complete "{first}" first.')


class ReviewNotDue(Refusal):
    """A review was to be answered before its day, or of a lesson that is not completed."""


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


class AdministratorsOnly(Refusal):
    """Somebody else asked for what administrators do."""

    def __init__(self) -> None:
        super().__init__("Only administrators can do this.")


class VaultLocked(Refusal):
    """A write to vault content came from a session that has not got the vault open in its present epoch."""

    def __init__(self, epoch: int, reason: str) -> None:
        super().__init__("Your vault is locked. Unlock it and try again.", {"epoch": epoch, "reason": reason})


class WrongPassphrase(Refusal):
    """The proof is not that of the passphrase."""

    def __init__(self, attempts_left: int) -> None:
        super().__init__("That is not the passphrase of this vault.", {"attempts_left": attempts_left})


class WrongCode(Refusal):
    """The recovery code opens nothing: unknown, used, in use, or of an older set. Which one, nobody is told."""

    def __init__(self, attempts_left: int) -> None:
        super().__init__("That is not a recovery code that can be used.", {"attempts_left": attempts_left})


class Throttled(Refusal):
    """Too many wrong guesses; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            f"Too many wrong attempts. Wait {retry_after} seconds and try again.", {"retry_after": retry_after}
        )


class NoVault(Refusal):
    """Something needs a vault, and the person has none."""

    def __init__(self) -> None:
        super().__init__("You have no vault yet. Set one up first.")


class VaultExists(Refusal):
    """A second vault was to be made."""

    def __init__(self) -> None:
        super().__init__("You have a vault already.")


class RevisionConflict(Refusal):
    """The item has changed since the revision that the client knew; `current` is what it is now."""

    def __init__(self, current: Mapping[str, object]) -> None:
        super().__init__("This was changed elsewhere in the meantime. Look at it again.", {"current": current})


class OutOfOrder(Refusal):
    """A device sent another operation than the one after its last; `last_n` is that one's number."""

    def __init__(self, last_n: int) -> None:
        super().__init__(
            f"The next operation of this device is number {last_n + 1}. Send them in order.", {"last_n": last_n}
        )


class OtherPerson(Refusal):
    """A page of one person asked with the session of another, who has signed in meanwhile."""

    def __init__(self) -> None:
        super().__init__("Somebody else is signed in here now. Load the page again.")


class CursorTooOld(Refusal):
    """The device last asked before things were deleted of which nothing is known any more."""

    def __init__(self, horizon: int) -> None:
        super().__init__("This device was away for too long. It has to read everything anew.", {"horizon": horizon})


class IdTaken(Refusal):
    """The id names something already, or did once."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"There is or was another {noun} with this id. Choose a new one.")


class PolicyDeprecated(Refusal):
    """Nothing is written under this crypto policy any more; `target` is the one to use."""

    def __init__(self, policy_id: str, target: str) -> None:
        super().__init__(
            f"Crypto policy {policy_id} takes no new writes. Rotate your keys to policy {target}.", {"target": target}
        )


class PolicyUnknown(Refusal):
    """There is no such crypto policy for this person."""

    def __init__(self, policy_id: str) -> None:
        super().__init__(f"There is no crypto policy {policy_id} for you.")


class PolicyNeeded(Refusal):
    """A policy that people write under now was to be deprecated."""

    def __init__(self) -> None:
        super().__init__("People write under this policy now. Create its successor, for the same people, first.")


class TicketInvalid(Refusal):
    """A reset came with a ticket that is unknown, used or too old. Which one, nobody is told."""

    def __init__(self) -> None:
        super().__init__("The time for this reset is over. Enter a recovery code again.")


class RotationStale(Refusal):
    """Things changed since the rotation was prepared."""

    def __init__(self, epoch: int, seq: int, count: int) -> None:
        super().__init__(
            "Something changed while the keys were being rotated, so nothing was rotated. Try again.",
            {"epoch": epoch, "seq": seq, "count": count},
        )


class RotationIncomplete(Refusal):
    """Not every private item came sealed anew."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} private items are missing, so nothing was rotated.", {"missing": missing})


class SignInRefused(Refusal):
    """A sign-in came to nothing; `problem` is what the sign-in page explains."""

    def __init__(self, problem: SignInProblem) -> None:
        super().__init__(f"The sign-in was refused: {problem}.")
        self.problem = problem
