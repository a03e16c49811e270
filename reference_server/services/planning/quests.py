"""Quests: made, read, changed step by step, archived and deleted."""

from datetime import date

from reference_server.contract.problems import FieldError
from reference_server.contract.quests import (
    REWARD_POINTS,
    Quest,
    QuestChange,
    QuestDraft,
    QuestPage,
    QuestQuery,
    Step,
    StepChange,
    StepDraft,
    Tick,
)
from reference_server.services.gathering import Gathering, checked_cursor
from reference_server.services.moments import Moment
from reference_server.services.order import Order
from reference_server.services.parts import rearranged
from reference_server.services.people.accounts import Accounts
from reference_server.services.planning.quest_completion import QuestCompletion
from reference_server.services.refusals import IdTaken, Invalid, NotFound, QuestArchived
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


class Quests(QuestCompletion):
    """Rules about quests."""

    def __init__(self, tools: Tools, accounts: Accounts, order: Order) -> None:
        super().__init__(tools, order)
        self.accounts = accounts

    def create(self, person_id: str, draft: QuestDraft) -> Quest:
        """Store a new quest; Invalid or DateOutOfRange when it makes no sense, IdTaken when its id was used before."""
        moment = self.tools.moments.of(draft)
        start_date = draft.start_date or moment.local_date
        wrong = Gathering()
        with wrong.check():
            title = self.tools.limits.title(draft.title)
        with wrong.check():
            notes = self.tools.limits.notes(draft.notes)
        with wrong.check():
            self.check_due_date(draft.due_date, max(start_date, moment.local_date))
        with wrong.check():
            steps = self.new_steps(draft.steps)
        wrong.settle()
        now = self.tools.now()
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            quest = tables.Quest(
                id=draft.id or self.tools.ids.new_id(),
                person_id=person_id,
                title=title,
                notes=notes,
                start_date=start_date,
                due_date=draft.due_date,
                created_at=now,
                updated_at=now,
                seq=self.order.next(work, person_id),
                steps=steps,
            )
            if work.tombstones.is_spent(quest.id) or not work.quests.add_once(quest):
                raise IdTaken("quest")
            return self.view(quest)

    def read(self, person_id: str, quest_id: str) -> Quest:
        """Return the person's quest; NotFound."""
        with self.tools.store.begin(write=False) as work:
            return self.view(self.find_owned(work, person_id, quest_id))

    def listing(self, person_id: str, query: QuestQuery) -> QuestPage:
        """Return a part of the person's quests, newest first."""
        with self.tools.store.begin(write=False) as work:
            with checked_cursor():
                page = work.quests.page(person_id, query.status, query.limit, query.cursor)
            return QuestPage(items=[self.view(quest) for quest in page.rows], next_cursor=page.next_cursor)

    def change(self, person_id: str, quest_id: str, change: QuestChange) -> Quest:
        """Change what is given, leave the rest; then judge anew whether all steps are ticked."""
        moment = self.tools.moments.of(change)
        with self.tools.store.begin() as work:
            quest = self.find_open(work, person_id, quest_id)
            self.order.check_base(self.view(quest), quest.rev, change.base_rev)
            self.apply(quest, change, moment)
            if not work.quests.keep_once():
                raise IdTaken("step")
            self.order.edited(work, quest)
            self.settle(work, quest, moment)
            return self.view(quest)

    def tick(self, person_id: str, quest_id: str, step_id: str, tick: Tick) -> Quest:
        """Tick a step or take the tick away."""
        moment = self.tools.moments.of(tick)
        with self.tools.store.begin() as work:
            quest = self.find_open(work, person_id, quest_id)
            self.set_tick(self.step_of(quest, step_id), ticked=tick.ticked)
            self.order.changed(work, quest)
            self.settle(work, quest, moment)
            return self.view(quest)

    def archive(self, person_id: str, quest_id: str, *, archived: bool) -> Quest:
        """Take the quest out of sight or bring it back."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            quest = self.find_owned(work, person_id, quest_id)
            quest.archived = archived
            self.order.changed(work, quest)
            return self.view(quest)

    def delete(self, person_id: str, quest_id: str, base_rev: int | None = None) -> None:
        """Delete the quest; what it earned stays earned, and a tombstone stays."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            quest = self.find_owned(work, person_id, quest_id)
            self.order.check_base(self.view(quest), quest.rev, base_rev)
            self.order.deleted(work, "quests", quest)
            work.quests.delete(quest)

    def due(self, work: Work, person_id: str, day: date) -> list[Quest]:
        """Return what Today shows: active and begun, or completed on that day."""
        return [self.view(quest) for quest in work.quests.due(person_id, day)]

    def find_owned(self, work: Work, person_id: str, quest_id: str) -> tables.Quest:
        """Return the person's own quest; another person's is not found."""
        quest = work.quests.find(person_id, quest_id)
        if quest is None:
            raise NotFound("quest")
        return quest

    def find_open(self, work: Work, person_id: str, quest_id: str) -> tables.Quest:
        """Return the person's own quest for a change, which an archived one does not take."""
        self.accounts.lock(work, person_id)
        quest = self.find_owned(work, person_id, quest_id)
        if quest.archived:
            raise QuestArchived
        return quest

    def apply(self, quest: tables.Quest, change: QuestChange, moment: Moment) -> None:
        """Set what is given; Invalid names everything that makes no sense, and the transaction keeps none of it."""
        wrong = Gathering()
        if change.title is not None:
            with wrong.check():
                quest.title = self.tools.limits.title(change.title)
        if change.notes is not None:
            with wrong.check():
                quest.notes = self.tools.limits.notes(change.notes)
        # A date that has passed meanwhile may stay, as long as nobody sets it anew.
        if "due_date" in change.model_fields_set and change.due_date != quest.due_date:
            with wrong.check():
                self.check_due_date(change.due_date, max(quest.start_date, moment.local_date))
                quest.due_date = change.due_date
        if change.steps is not None:
            with wrong.check():
                quest.steps = self.changed_steps(quest, change.steps)
        wrong.settle()

    def check_due_date(self, due_date: date | None, earliest: date) -> None:
        """Refuse a due date before the day of the command or before the quest starts."""
        if due_date is not None and due_date < earliest:
            raise Invalid(FieldError(field="due_date", message=f"must not be before {earliest}"))

    def new_steps(self, drafts: list[StepDraft]) -> list[tables.Step]:
        """Return the steps of a new quest."""
        titles = self.tools.limits.step_titles([draft.title for draft in drafts])
        return [
            self.new_step(title, position, draft.id)
            for position, (draft, title) in enumerate(zip(drafts, titles, strict=True))
        ]

    def new_step(self, title: str, position: int, step_id: str | None = None) -> tables.Step:
        """Return a step that is not ticked."""
        return tables.Step(id=step_id or self.tools.ids.new_id(), title=title, position=position)

    def step_of(self, quest: tables.Quest, step_id: str) -> tables.Step:
        """Return a step of this quest; NotFound."""
        for step in quest.steps:
            if step.id == step_id:
                return step
        raise NotFound("step")

    def changed_steps(self, quest: tables.Quest, changes: list[StepChange]) -> list[tables.Step]:
        """Return the steps in their new order: those named by id keep their ticks, the others are new."""
        titles = self.tools.limits.step_titles([change.title for change in changes])

        def make(position: int) -> tables.Step:
            return self.new_step(titles[position], position, changes[position].new_id)

        steps = rearranged(quest.steps, changes, make, ("steps", "step of this quest"))
        for position, (step, title) in enumerate(zip(steps, titles, strict=True)):
            step.title, step.position = title, position
        return steps

    def view(self, quest: tables.Quest) -> Quest:
        """Return what the person sees of the quest."""
        return Quest(
            id=quest.id,
            rev=quest.rev,
            seq=quest.seq,
            title=quest.title,
            notes=quest.notes,
            start_date=quest.start_date,
            due_date=quest.due_date,
            status=self.status_of(quest),
            steps=[Step(id=step.id, title=step.title, ticked=step.ticked) for step in quest.steps],
            progress=self.progress_of(quest),
            reward_points=REWARD_POINTS,
            rewarded_at=quest.rewarded_at,
            completed_on=quest.completed_on,
            created_at=quest.created_at,
            updated_at=quest.updated_at,
        )
