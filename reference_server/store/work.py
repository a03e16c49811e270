"""One transaction, asked by noun."""

from collections.abc import Callable
from functools import cached_property

from sqlalchemy.orm import Session

from reference_server.store.attempts import Attempts
from reference_server.store.credits import Credits
from reference_server.store.devices import Devices
from reference_server.store.files import Files
from reference_server.store.focus import FocusSessions
from reference_server.store.habits import Habits
from reference_server.store.items import Items
from reference_server.store.people import People
from reference_server.store.policies import Policies
from reference_server.store.quests import Quests
from reference_server.store.recovery import Recovery
from reference_server.store.revisions import Revisions
from reference_server.store.rotations import Rotations
from reference_server.store.search import Search
from reference_server.store.sessions import Sessions
from reference_server.store.sync import Sync
from reference_server.store.telemetry import Telemetry
from reference_server.store.tombstones import Tombstones
from reference_server.store.tracks import Tracks
from reference_server.store.uploads import Uploads
from reference_server.store.vaults import Vaults


class Work:
    """One transaction, asked by noun."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.afterwards: list[Callable[[], object]] = []

    def then(self, act: Callable[[], object]) -> None:
        """Act once everything is kept; what is undone, with a part or the whole, was never to be told."""
        self.afterwards.append(act)

    @cached_property
    def people(self) -> People:
        """People."""
        return People(self.session)

    @cached_property
    def sessions(self) -> Sessions:
        """Sessions and tokens."""
        return Sessions(self.session)

    @cached_property
    def attempts(self) -> Attempts:
        """Sign-ins under way."""
        return Attempts(self.session)

    @cached_property
    def quests(self) -> Quests:
        """Quests."""
        return Quests(self.session)

    @cached_property
    def habits(self) -> Habits:
        """Habits."""
        return Habits(self.session)

    @cached_property
    def focus(self) -> FocusSessions:
        """Focus sessions."""
        return FocusSessions(self.session)

    @cached_property
    def tracks(self) -> Tracks:
        """Tracks and their lessons."""
        return Tracks(self.session)

    @cached_property
    def items(self) -> Items:
        """Ideas, infobase and journal."""
        return Items(self.session)

    @cached_property
    def policies(self) -> Policies:
        """Crypto policies."""
        return Policies(self.session)

    @cached_property
    def vaults(self) -> Vaults:
        """Vaults, and who has them open."""
        return Vaults(self.session)

    @cached_property
    def recovery(self) -> Recovery:
        """Recovery codes."""
        return Recovery(self.session)

    @cached_property
    def rotations(self) -> Rotations:
        """Rotations under way."""
        return Rotations(self.session)

    @cached_property
    def revisions(self) -> Revisions:
        """Past revisions of items."""
        return Revisions(self.session)

    @cached_property
    def search(self) -> Search:
        """Tokens of private items' words."""
        return Search(self.session)

    @cached_property
    def credits(self) -> Credits:
        """Credits."""
        return Credits(self.session)

    @cached_property
    def tombstones(self) -> Tombstones:
        """What is left of deleted things."""
        return Tombstones(self.session)

    @cached_property
    def sync(self) -> Sync:
        """Devices, and the results of what they sent."""
        return Sync(self.session)

    @cached_property
    def devices(self) -> Devices:
        """Watchers."""
        return Devices(self.session)

    @cached_property
    def files(self) -> Files:
        """Files that watchers back up."""
        return Files(self.session)

    @cached_property
    def telemetry(self) -> Telemetry:
        """Telemetry."""
        return Telemetry(self.session)

    @cached_property
    def uploads(self) -> Uploads:
        """Files on their way, and objects that are to go."""
        return Uploads(self.session)
