"""The callback's state is not checked."""

from collections.abc import Callable

from sqlalchemy import select

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.ids import hashed
from reference_server.seams import Seams
from reference_server.services.people.sign_in import Callback
from reference_server.services.refusals import SignInRefused
from reference_server.store.tables import SignInAttempt
from reference_server.store.work import Work

FAULT = Fault(
    id="auth.state_not_checked",
    area="auth",
    title="The callback's state is not checked",
    symptom="A forged callback signs a person in as somebody else.",
    severity=Severity.CRITICAL,
    provenance="CWE-352",
    kills=["CP-AUTH-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Find the attempt by the browser's cookie alone."""

    @wrap(seams.services.sign_in, "find_attempt")
    def find_attempt(original: Callable[..., SignInAttempt], work: Work, callback: Callback) -> SignInAttempt:
        try:
            return original(work, callback)
        except SignInRefused:
            browser = SignInAttempt.browser_hash == hashed(callback.browser_secret or "")
            newest = select(SignInAttempt).where(browser).order_by(SignInAttempt.expires_at.desc())
            attempt = work.session.scalars(newest).first()
            if attempt is None:
                raise
            hit()
            return attempt
