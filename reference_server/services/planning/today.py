"""Today: what is due on one day of a person's calendar."""

from datetime import date

from reference_server.contract.today import Today as TodayView
from reference_server.contract.today import Totals
from reference_server.services.learning.tracks import Tracks
from reference_server.services.people.accounts import Accounts
from reference_server.services.planning.focus import FocusSessions
from reference_server.services.planning.habits import Habits
from reference_server.services.planning.quests import Quests
from reference_server.services.tools import Tools
from reference_server.store.work import Work


class Today:
    """Rules about a day."""

    def __init__(
        self,
        tools: Tools,
        accounts: Accounts,
        quests: Quests,
        habits: Habits,
        focus: FocusSessions,
        tracks: Tracks,
    ) -> None:
        self.tools = tools
        self.accounts = accounts
        self.quests = quests
        self.habits = habits
        self.focus = focus
        self.tracks = tracks

    def on(self, person_id: str, day: date) -> TodayView:
        """Return what is due on the day, each list oldest first."""
        with self.tools.store.begin(write=False) as work:
            person = self.accounts.find(work, person_id)
            return TodayView(
                date=day,
                name=person.name,
                time_zone=person.time_zone,
                habits=self.habits.due(work, person_id, day),
                quests=self.quests.due(work, person_id, day),
                focus=self.focus.planned_on(work, person_id, day),
                reviews=self.tracks.due(work, person_id, day),
                current_focus=self.focus.current_in(work, person_id),
                totals=self.totals(work, person_id, day),
            )

    def totals(self, work: Work, person_id: str, day: date) -> Totals:
        """Return what was earned on the day."""
        return Totals(
            focus_minutes=work.credits.total(person_id, "focus_minutes", day),
            reward_points=work.credits.total(person_id, "reward_points", day),
        )
