"""A second provider makes a second account."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.id_token import Claims
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="auth.account_per_provider",
    area="auth",
    title="A second provider makes a second account",
    symptom="Signing in with the other button shows an empty account.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-AUTH-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Make a newcomer of everybody whom this provider does not know yet."""
    accounts = seams.services.accounts

    @wrap(accounts, "join")
    def join(original: Callable[..., str], work: Work, claims: Claims) -> str:
        known = work.people.known_as(claims.issuer, claims.subject)
        if known is not None or accounts.with_email(work, claims.email) is None:
            return original(work, claims)
        hit()
        stranger = accounts.newcomer(claims)
        stranger.email_key = f"{claims.issuer} {stranger.email_key}"
        work.people.add_once(stranger)
        work.people.link(stranger.id, claims.issuer, claims.subject)
        return stranger.id
