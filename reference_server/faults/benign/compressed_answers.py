"""Answers are compressed."""

import gzip

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.compressed_answers",
    area="benign",
    title="Answers are compressed",
    symptom="A proxy in front of the server that compresses with gzip.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Compress for every client that takes gzip."""

    def change(exchange: Exchange) -> None:
        if "gzip" in exchange.request_headers.get("accept-encoding", "") and exchange.body:
            hit()
            exchange.body = gzip.compress(exchange.body)
            exchange.headers["content-encoding"] = "gzip"
            exchange.headers["vary"] = "accept-encoding"

    change_answers(seams, change)
