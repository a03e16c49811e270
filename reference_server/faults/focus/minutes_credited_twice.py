"""Each completion is credited twice."""

from collections.abc import Callable

from sqlalchemy import update

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Credit, FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.minutes_credited_twice",
    area="focus",
    title="Each completion is credited twice",
    symptom="25 minutes of work add 50 to the balance.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-FOCUS-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Book the planned minutes under a second source too."""

    @wrap(seams.services.focus, "credit_once")
    def credit_once(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        hit()
        original(work, focus, moment)
        earlier = update(Credit).where(Credit.source_id == focus.id)
        work.session.execute(earlier.values(source_id=seams.ids.new_id()))
        original(work, focus, moment)
