"""The completion of a quest: progress is ticked steps of all; the first completion is rewarded, and none after it."""

from reference_server.contract.quests import REWARD_POINTS, Progress, QuestStatus
from reference_server.services.moments import Moment
from reference_server.services.order import Order
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


class QuestCompletion:
    """Rules about ticks and what follows from them."""

    def __init__(self, tools: Tools, order: Order) -> None:
        self.tools = tools
        self.order = order

    def set_tick(self, step: tables.Step, *, ticked: bool) -> None:
        """Store a tick."""
        step.ticked = ticked

    def settle(self, work: Work, quest: tables.Quest, moment: Moment) -> None:
        """Complete the quest when all steps are ticked, reopen it when not; the reward stays."""
        if not all(step.ticked for step in quest.steps):
            quest.completed_on = None
        elif quest.completed_on is None:
            quest.completed_on = moment.local_date
            self.grant_reward_once(work, quest, moment)

    def grant_reward_once(self, work: Work, quest: tables.Quest, moment: Moment) -> None:
        """Grant the reward unless this quest has ever been rewarded."""
        if self.order.earned(work, quest.person_id, "reward_points", quest.id, REWARD_POINTS, moment):
            quest.rewarded_at = moment.occurred_at

    def status_of(self, quest: tables.Quest) -> QuestStatus:
        """Return in which list the quest belongs."""
        if quest.archived:
            return "archived"
        return "active" if quest.completed_on is None else "completed"

    def progress_of(self, quest: tables.Quest) -> Progress:
        """Return how many steps are ticked."""
        return Progress(ticked=sum(step.ticked for step in quest.steps), total=len(quest.steps))
