"""Signing out signs out every device."""

from collections.abc import Callable

from sqlalchemy import select

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Session
from reference_server.store.work import Work

FAULT = Fault(
    id="auth.sign_out_ends_all_devices",
    area="auth",
    title="Signing out signs out every device",
    symptom="The phone is signed out because the laptop was.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-AUTH-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """End every session of the session's person."""

    @wrap(seams.services.sessions, "revoke")
    def revoke(original: Callable[..., None], work: Work, session_id: str) -> None:
        owner = select(Session.person_id).where(Session.id == session_id).scalar_subquery()
        for each in work.session.scalars(select(Session.id).where(Session.person_id == owner)).all():
            original(work, each)
            if each != session_id:
                hit()
