"""Files have weak entity tags."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.weak_etags",
    area="benign",
    title="Files have weak entity tags",
    symptom="A proxy turned strong tags into weak ones.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Mark every tag as weak."""

    def change(exchange: Exchange) -> None:
        tag = exchange.headers.get("etag", "")
        if tag.startswith('"'):
            hit()
            exchange.headers["etag"] = f"W/{tag}"

    change_answers(seams, change)
