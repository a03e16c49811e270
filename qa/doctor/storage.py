"""Whether the object store takes what was signed, and nothing else."""

import secrets
from collections.abc import Sequence

from fixtures.watcher.conformance import AS_SIGNED, OK, Finding, Probe, SignatureNotFound
from qa.doctor.check import Check
from qa.doctor.patient import Patient

CONTENT = secrets.token_bytes(5000)


def put(patient: Patient) -> Check:
    """Put what was signed."""
    status = _probe(patient).as_signed(CONTENT)
    if status in OK:
        return Check("storage/put", "ok", "an object was put by its presigned URL")
    todo = "look at the store's address and key on the server, its clock, and whether it can be reached from here"
    return Check("storage/put", "failed", f"the store answers {status} to what was signed", todo)


def refusals(patient: Patient) -> Check:
    """Try each departure from what was signed; refusing it says something only of a store that takes what was."""
    what = "storage/refusals"
    try:
        findings = _probe(patient).findings(CONTENT)
    except SignatureNotFound as error:
        return Check(what, "unknown", str(error), "try by hand whether the store takes an altered signature")
    signed = [each for each in findings if each.tried == AS_SIGNED]
    taken = [each for each in findings if each.tried != AS_SIGNED and each.status in OK]
    unclear = [each for each in findings if each.tried != AS_SIGNED and each.status not in OK]
    if taken:
        return Check(what, "failed", _listed(taken), "use a store that verifies signatures and checksums")
    if signed:
        found = f"the store answers {signed[0].status} to what was signed, so what else it refuses shows nothing"
        return Check(what, "unknown", found, "mend what storage/put tells, then ask again")
    if unclear:
        todo = "look at the store's log, then ask again: only an answer of 400 to 499 is a refusal"
        return Check(what, "unknown", _listed(unclear), todo)
    return Check(what, "ok", "what was signed was taken, and nothing else")


def _listed(findings: Sequence[Finding]) -> str:
    return "; ".join(f"{each.tried}: answered {each.status}" for each in findings)


def _probe(patient: Patient) -> Probe:
    def sign(content: bytes, seconds: int) -> tuple[str, dict[str, str]]:
        ticket = patient.watcher.announce(content, expires_in=seconds)
        return ticket.address, ticket.headers

    return Probe(sign)
