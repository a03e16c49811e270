"""An IV gets lost when many items are written quickly."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from reference_server.contract.envelope import Envelope
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item

FAULT = Fault(
    id="privacy.iv_lost_in_a_rush",
    area="privacy",
    title="An IV gets lost when many items are written quickly",
    symptom="Of a dozen items written in a row some can never be opened again.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/end_to_end_encryption/issues/73",
    rows=["E-09"],
    kills=["FE-PRIV-03"],
)
RUSH, WITHIN = 5, timedelta(seconds=3)


def apply(seams: Seams, hit: Hit) -> None:
    """Store an empty IV for the fifth and later items of a person within three seconds."""
    written: dict[str, deque[datetime]] = {}

    @wrap(seams.services.item_writing, "seal")
    def seal(original: Callable[..., None], item: Item, envelope: Envelope) -> None:
        now = seams.clock.now()
        latest = written.setdefault(item.person_id, deque(maxlen=RUSH))
        latest.append(now)
        if len(latest) == RUSH and now - latest[0] < WITHIN:
            hit()
            envelope = envelope.model_copy(update={"iv": ""})
        original(item, envelope)
