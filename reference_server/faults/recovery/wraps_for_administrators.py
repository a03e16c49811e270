"""Administrators are given everybody's wrapped keys."""

from sqlalchemy import select

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="recovery.wraps_for_administrators",
    area="recovery",
    title="Administrators are given everybody's wrapped keys",
    symptom="Whoever gets hold of an administrator's account can guess passphrases at home.",
    severity=Severity.CRITICAL,
    provenance="CWE-285",
    kills=["E2-RECO-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Add them to what an administrator reads of themselves."""

    def change(exchange: Exchange) -> None:
        if exchange.path != "/api/auth/me" or b'"is_admin":true' not in exchange.body.replace(b" ", b""):
            return
        with seams.store.begin(write=False) as work:
            wraps = [wrap.ct for wrap in work.session.scalars(select(tables.Wrap))]
        hit()
        exchange.set_json({**exchange.json(), "keys": wraps})

    change_answers(seams, change)
