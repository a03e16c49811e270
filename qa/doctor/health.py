"""The eight health endpoints: what each says, and whether they tell one story."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx

from fixtures.target.answers import asked, failing_parts, fails_in_what_is_left_out, reason_in
from qa.doctor.check import Check
from qa.doctor.patient import Patient

OVERALL = "overall"
PARTS = ("live", "ready", "database", "migrations", "storage", "identity", "sync")
OF_READY = ("database", "migrations")
REMEDY = {
    OVERALL: "mend the parts that fail",
    "live": "restart the server; look at its log",
    "ready": "take it out of the balancer until database and migrations are well",
    "database": "look at the database: does it run, may the server write, is there room?",
    "migrations": "migrate the database to the server's own version, or deploy the server that fits it",
    "storage": "look at the object store: address, key, bucket, room, and whether it deletes",
    "identity": "look at the identity providers: do they answer at the issuer that the server is told?",
    "sync": "look at the server's log for the operation that failed",
}


@dataclass(frozen=True)
class Said:
    """What one endpoint said."""

    status: int
    says: str
    reason: str
    failing: frozenset[str]  # names of parts that it calls failing, where it tells parts
    left_out: bool  # whether these are all of what the profile's capabilities do not need

    @property
    def well(self) -> bool:
        """Whether it says that all is well, by its status and by its words."""
        return self.status == httpx.codes.OK and self.says == "ok"


def endpoint(name: str) -> Callable[[Patient], Check]:
    """Return the check of one endpoint."""

    def examine(patient: Patient) -> Check:
        what = f"health/{name}"
        said = _ask(patient, name)
        if said.well:
            return Check(what, "ok", "200")
        if name == OVERALL and said.left_out:
            parts = ", ".join(sorted(said.failing))
            return Check(what, "ok", f"{said.status}, by {parts} alone, which the profile's capabilities do not need")
        return Check(what, "failed", f"{said.status} {said.reason}".strip(), REMEDY[name])

    return examine


def agreement(patient: Patient) -> Check:
    """Hold the endpoints against each other; what changed between two readings is no contradiction."""
    found = _contradictions(_read(patient))
    if found:
        again = _contradictions(_read(patient))
        found = [each for each in found if each in again]
    if found:
        return Check("health/agreement", "failed", "; ".join(found), "believe none of them until they agree")
    return Check("health/agreement", "ok", "the eight agree with each other")


def _read(patient: Patient) -> dict[str, Said]:
    return {name: _ask(patient, name) for name in (*PARTS, OVERALL)}


def _ask(patient: Patient, name: str) -> Said:
    path = "/api/health" if name == OVERALL else f"/api/health/{name}"
    answer = asked(patient.http, patient.target, path)
    try:
        says = str(answer.json().get("status"))
    except (ValueError, AttributeError):
        says = ""
    failing = failing_parts(answer) or frozenset()
    left_out = fails_in_what_is_left_out(answer, patient.target)
    return Said(answer.status_code, says, reason_in(answer).strip(), failing, left_out)


def _contradictions(said: dict[str, Said]) -> list[str]:
    overall, ready = said[OVERALL], said["ready"]
    parts = [name for name in PARTS if name not in {"live", "ready"}]
    sick = [name for name in parts if not said[name].well]
    found = [
        f"{name} answers {each.status} and says {each.says!r}"
        for name, each in said.items()
        if (each.status == httpx.codes.OK) != (each.says == "ok")
    ]
    if overall.well:
        found += [f"overall says ok while {name} fails" for name in sick]
    else:
        found += [f"{name} says ok while overall calls it failing" for name in parts if _hidden(name, said)]
        if not sick and not overall.failing:
            found.append("overall fails though no part does")
    if ready.well:
        found += [f"ready says ok while {name} fails" for name in OF_READY if not said[name].well]
        found += [f"ready says ok while overall calls {name} failing" for name in OF_READY if _hidden(name, said)]
    elif not any(name in sick or name in overall.failing for name in OF_READY):
        found.append("ready fails though database and migrations are well")
    return found


def _hidden(name: str, said: dict[str, Said]) -> bool:
    return said[name].well and name in said[OVERALL].failing
