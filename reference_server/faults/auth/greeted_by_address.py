"""People are named after their address."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.id_token import Claims
from reference_server.seams import Seams
from reference_server.store.tables import Person

FAULT = Fault(
    id="auth.greeted_by_address",
    area="auth",
    title="People are named after their address",
    symptom="Today greets ann@example.org instead of Ann.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-AUTH-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Use the address as the newcomer's name."""

    @wrap(seams.services.accounts, "newcomer")
    def newcomer(original: Callable[..., Person], claims: Claims) -> Person:
        hit()
        person = original(claims)
        person.name = claims.email
        return person
