"""A stranger works at the same time."""

from http import HTTPStatus

from reference_server.contract.focus import FocusDraft
from reference_server.contract.habits import HabitDraft
from reference_server.contract.items import ItemDraft
from reference_server.contract.learning import TrackDraft
from reference_server.contract.quests import QuestDraft
from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.stranger import Stranger
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer
from reference_server.services.people.sessions import Caller

FAULT = Fault(
    id="benign.busy_neighbour",
    area="benign",
    title="A stranger works at the same time",
    symptom="Somebody else makes quests, habits, sessions, tracks and shared ideas all the while.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)
COLLECTIONS = {f"/api/{kind}" for kind in ("quests", "habits", "focus", "learning", "ideas", "infobase", "journal")}
AT_A_TIME = 3


def apply(seams: Seams, hit: Hit) -> None:
    """After each answered write, let a person of no test make fifteen more things."""
    neighbour = _Neighbour(seams)

    def change(exchange: Exchange) -> None:
        if exchange.method == "POST" and exchange.path in COLLECTIONS and exchange.status == HTTPStatus.CREATED:
            hit()
            neighbour.work()

    change_answers(seams, change)


class _Neighbour(Stranger):
    def work(self) -> None:
        now = self.seams.clock.now().isoformat()
        draft = {"title": f"A stranger's {now}", "local_date": now[:10], "occurred_at": now}
        services, me = self.seams.services, self.person_id
        writer = Writer(Caller(me, session_id="", browser=False), epoch=None)
        for _ in range(AT_A_TIME):
            services.quests.create(me, QuestDraft.model_validate({**draft, "steps": [{"title": "A step"}]}))
            services.habits.create(me, HabitDraft.model_validate(draft))
            services.focus.create(me, FocusDraft.model_validate({**draft, "planned_minutes": 25}))
            track = {"title": draft["title"], "lessons": [{"title": "A lesson"}]}
            services.tracks.create(me, TrackDraft.model_validate(track))
            services.items.create(writer, "ideas", ItemDraft(title=draft["title"], shared=True))
