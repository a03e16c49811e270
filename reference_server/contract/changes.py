"""What polls tell of: everything that a person has, as every device needs it to go on without the server."""

from datetime import date
from typing import Literal

from reference_server.contract.base import View
from reference_server.contract.envelope import Kind
from reference_server.contract.focus import Focus
from reference_server.contract.habits import HabitRecord
from reference_server.contract.items import Item
from reference_server.contract.learning import Track
from reference_server.contract.quests import Quest

PlanKind = Literal["quests", "habits", "focus", "learning"]
AnyKind = Kind | PlanKind


class Tombstone(View):
    """What is left of a deleted thing, so that every device hears of it and the id is never used again."""

    id: str
    t: AnyKind
    rev: int
    seq: int
    deleted: Literal[True] = True


class CreditRecord(View):
    """Something that the person earned, on a day of theirs."""

    id: str
    t: Literal["credits"] = "credits"
    seq: int
    deleted: Literal[False] = False
    kind: Literal["focus_minutes", "reward_points"]
    source_id: str
    amount: int
    local_date: date


Known = Item | Quest | HabitRecord | Focus | Track | Tombstone
"""A thing that commands are about, or what is left of it."""

Change = Known | CreditRecord
