"""What every service works with."""

from dataclasses import dataclass
from datetime import datetime

from reference_server.clock import Clock
from reference_server.ids import Ids
from reference_server.services.limits import Limits
from reference_server.services.moments import Moments
from reference_server.store.database import Store


@dataclass
class Tools:
    """Store, clock, ids, and the rules that all services share."""

    store: Store
    clock: Clock
    ids: Ids
    limits: Limits
    moments: Moments

    def now(self) -> datetime:
        """Return the server's present instant."""
        return self.clock.now()
