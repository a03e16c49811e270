"""Commands: everything that a person does to what their devices keep, by name, whichever way it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from reference_server.contract.base import Archiving, Dated, Deletion, Request
from reference_server.contract.changes import AnyKind
from reference_server.contract.envelope import Kind
from reference_server.contract.habits import HabitArchiving, HabitDraft, HabitRename
from reference_server.contract.items import DeletionQuery, ItemChange, ItemDraft, PrivacyChange
from reference_server.contract.learning import Completion, LessonAnswer, TrackChange, TrackDraft
from reference_server.contract.problems import FieldError
from reference_server.contract.push import Operation
from reference_server.contract.quests import QuestChange, QuestDraft, StepTick
from reference_server.services import problems
from reference_server.services.items.items import Items
from reference_server.services.items.privacy import Privacy
from reference_server.services.items.writing import Writer
from reference_server.services.learning.tracks import Tracks
from reference_server.services.people.accounts import Accounts
from reference_server.services.planning.focus import FocusSessions
from reference_server.services.planning.habits import Habits
from reference_server.services.planning.quests import Quests
from reference_server.services.refusals import Invalid

Handler = Callable[[Writer, str, Any], Any]
"""Takes who writes, the id of the thing and what is said of it; returns what the person then sees of the thing."""


@dataclass(frozen=True)
class Command:
    """A handler, what it has to be told, and the kind of thing that it is for."""

    kind: AnyKind
    takes: type[Request]
    handler: Handler


class Commands:
    """The one table of them. A service's method is looked up when its command comes."""

    def __init__(
        self,
        accounts: Accounts,
        items: Items,
        privacy: Privacy,
        quests: Quests,
        habits: Habits,
        focus: FocusSessions,
        tracks: Tracks,
    ) -> None:
        self.accounts = accounts
        self.items = items
        self.privacy = privacy
        self.quests = quests
        self.habits = habits
        self.focus = focus
        self.tracks = tracks
        self.table: Mapping[str, Command] = {
            **{name: each for kind in get_args(Kind) for name, each in self.of_items(kind).items()},
            **self.of_quests(),
            **self.of_habits(),
            **self.of_tracks(),
            "focus.complete": Command("focus", Dated, lambda w, key, told: self.focus.complete(w.person_id, key, told)),
        }

    def read(self, operation: Operation) -> tuple[Command, Request]:
        """Return what a device asks for; Invalid where there is no such command, or it is told something else."""
        command = self.table.get(operation.command)
        if command is None:
            raise Invalid(FieldError(field="command", message="is not known here"))
        takes, told = command.takes.model_fields, dict(operation.args)
        if "base_rev" in takes:
            told["base_rev"] = operation.base_rev
        elif operation.base_rev is not None:
            raise Invalid(FieldError(field="base_rev", message="is not for this command"))
        if operation.command.endswith(".create"):
            told["id"] = operation.id
        try:
            return command, command.takes.model_validate(told)
        except ValidationError as error:
            raise problems.of_validation(error.errors()) from None

    def show(self, writer: Writer, name: str, key: str, told: Request) -> Any:
        """Return what the person sees of a thing after a command that was carried out before."""
        kind, _, verb = name.partition(".")
        if verb == "delete":
            return None
        if kind == "habits":
            day = getattr(told, "local_date", None) or getattr(told, "date", None)
            return self.habits.read(writer.person_id, key, day or self.accounts.present_day(writer.person_id))
        if kind == "quests":
            return self.quests.read(writer.person_id, key)
        if kind == "focus":
            return self.focus.read(writer.person_id, key)
        if kind == "learning":
            return self.tracks.read(writer.person_id, key)
        return self.items.read(writer.person_id, kind, key)

    def of_items(self, kind: Kind) -> dict[str, Command]:
        """Return the commands for a kind of item."""
        items, privacy = self.items, self.privacy
        return {
            f"{kind}.create": Command(kind, ItemDraft, lambda w, _, told: items.create(w, kind, told)),
            f"{kind}.change": Command(kind, ItemChange, lambda w, key, told: items.change(w, kind, key, told)),
            f"{kind}.delete": Command(
                kind, DeletionQuery, lambda w, key, told: items.delete(w, kind, key, told.base_rev)
            ),
            f"{kind}.privacy": Command(kind, PrivacyChange, lambda w, key, told: privacy.change(w, kind, key, told)),
        }

    def of_quests(self) -> dict[str, Command]:
        """Return the commands for quests."""
        quests = self.quests

        def tick(writer: Writer, key: str, told: StepTick) -> Any:
            return quests.tick(writer.person_id, key, told.step_id, told)

        def archive(writer: Writer, key: str, told: Archiving) -> Any:
            return quests.archive(writer.person_id, key, archived=told.archived)

        return {
            "quests.create": Command("quests", QuestDraft, lambda w, _, told: quests.create(w.person_id, told)),
            "quests.change": Command("quests", QuestChange, lambda w, key, told: quests.change(w.person_id, key, told)),
            "quests.tick": Command("quests", StepTick, tick),
            "quests.archive": Command("quests", Archiving, archive),
            "quests.delete": Command(
                "quests", Deletion, lambda w, key, told: quests.delete(w.person_id, key, told.base_rev)
            ),
        }

    def of_habits(self) -> dict[str, Command]:
        """Return the commands for habits."""
        habits = self.habits

        def rename(writer: Writer, key: str, told: HabitRename) -> Any:
            day = told.date or self.accounts.present_day(writer.person_id)
            return habits.rename(writer.person_id, key, told, day)

        def archive(writer: Writer, key: str, told: HabitArchiving) -> Any:
            day = told.date or self.accounts.present_day(writer.person_id)
            return habits.archive(writer.person_id, key, day, archived=told.archived)

        return {
            "habits.create": Command("habits", HabitDraft, lambda w, _, told: habits.create(w.person_id, told)),
            "habits.rename": Command("habits", HabitRename, rename),
            "habits.archive": Command("habits", HabitArchiving, archive),
            "habits.check-in": Command("habits", Dated, lambda w, key, told: habits.check_in(w.person_id, key, told)),
            "habits.undo-check-in": Command(
                "habits", Dated, lambda w, key, told: habits.undo_check_in(w.person_id, key, told)
            ),
            "habits.delete": Command(
                "habits", Deletion, lambda w, key, told: habits.delete(w.person_id, key, told.base_rev)
            ),
        }

    def of_tracks(self) -> dict[str, Command]:
        """Return the commands for tracks."""
        tracks = self.tracks

        def archive(writer: Writer, key: str, told: Archiving) -> Any:
            return tracks.archive(writer.person_id, key, archived=told.archived)

        return {
            "learning.create": Command("learning", TrackDraft, lambda w, _, told: tracks.create(w.person_id, told)),
            "learning.change": Command(
                "learning", TrackChange, lambda w, key, told: tracks.change(w.person_id, key, told)
            ),
            "learning.complete": Command(
                "learning", Completion, lambda w, key, told: tracks.complete(w.person_id, key, told)
            ),
            "learning.answer": Command(
                "learning", LessonAnswer, lambda w, key, told: tracks.answer(w.person_id, key, told)
            ),
            "learning.archive": Command("learning", Archiving, archive),
            "learning.delete": Command(
                "learning", Deletion, lambda w, key, told: tracks.delete(w.person_id, key, told.base_rev)
            ),
        }
