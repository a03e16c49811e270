"""Today: what is due on one day."""

from datetime import date

from reference_server.contract.base import View
from reference_server.contract.focus import Focus
from reference_server.contract.habits import Habit
from reference_server.contract.learning import DueReview
from reference_server.contract.quests import Quest


class Totals(View):
    """What was earned on the day."""

    focus_minutes: int
    reward_points: int


class Today(View):
    """One person's day, each list oldest first."""

    date: date
    name: str
    time_zone: str | None
    habits: list[Habit]
    quests: list[Quest]
    focus: list[Focus]
    reviews: list[DueReview]
    current_focus: Focus | None
    totals: Totals
