"""Whether the object store takes what was signed, and nothing else."""

import secrets

from fixtures.watcher.conformance import OK, Probe
from qa.doctor.check import Check
from qa.doctor.patient import Patient

CONTENT = secrets.token_bytes(5000)
AS_SIGNED = "what was signed"


def put(patient: Patient) -> Check:
    """Put what was signed."""
    status = _probe(patient).as_signed(CONTENT)
    if status in OK:
        return Check("storage/put", "ok", "an object was put by its presigned URL")
    todo = "look at the store's address and key on the server, its clock, and whether it can be reached from here"
    return Check("storage/put", "failed", f"the store answers {status} to what was signed", todo)


def refusals(patient: Patient) -> Check:
    """Try each departure from what was signed."""
    taken = [each for each in _probe(patient).findings(CONTENT) if each.tried != AS_SIGNED]
    if taken:
        found = "; ".join(f"{each.tried}: answered {each.status}" for each in taken)
        return Check("storage/refusals", "failed", found, "use a store that verifies signatures and checksums")
    return Check("storage/refusals", "ok", "nothing was taken that was not signed")


def _probe(patient: Patient) -> Probe:
    def sign(content: bytes, seconds: int) -> tuple[str, dict[str, str]]:
        ticket = patient.watcher.announce(content, expires_in=seconds)
        return ticket.address, ticket.headers

    return Probe(sign)
