"""The application lies below a path."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

PREFIX = "/music/passion"
FAULT = Fault(
    id="benign.path_prefix",
    area="benign",
    title="The application lies below a path",
    symptom="A host serves several applications, each below a path of its own.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
    settings={"path_prefix": PREFIX},
)


def apply(seams: Seams, hit: Hit) -> None:
    """Change nothing here: the setting does it. Count what is asked for below the path."""

    def change(exchange: Exchange) -> None:
        if exchange.path.startswith(f"{PREFIX}/"):
            hit()

    change_answers(seams, change)
