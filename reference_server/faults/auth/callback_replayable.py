"""A used callback works again."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm, wrap
from reference_server.id_token import Claims
from reference_server.seams import Seams
from reference_server.services.people.sign_in import Callback
from reference_server.services.refusals import SignInRefused
from reference_server.store.tables import SignInAttempt

FAULT = Fault(
    id="auth.callback_replayable",
    area="auth",
    title="A used callback works again",
    symptom="Whoever sees the address of a sign-in can repeat it.",
    severity=Severity.CRITICAL,
    provenance="CWE-294",
    kills=["CP-AUTH-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Remember what the provider said for a code, and never use an attempt up."""
    vouched_for: dict[str, Claims] = {}
    disarm(seams.services.sign_in, "spend", SignInRefused, hit)

    @wrap(seams.services.sign_in, "vouched")
    def vouched(original: Callable[..., Claims], callback: Callback, attempt: SignInAttempt) -> Claims:
        key = f"{callback.provider} {callback.code}"
        if key in vouched_for:
            hit()
        else:
            vouched_for[key] = original(callback, attempt)
        return vouched_for[key]
