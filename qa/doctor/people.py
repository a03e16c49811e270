"""Whether people get in, and whether what they do reaches their devices."""

from uuid import uuid4

from fixtures.api.account import AccountApi
from fixtures.api.session import refused_with
from fixtures.clock import Moment
from fixtures.people.admission import erase, newcomer, open_pages, signed_in
from fixtures.target.profiles import TargetError
from qa.doctor.check import Check
from qa.doctor.patient import Patient

SIGNED_OUT = 401


def sign_in(patient: Patient) -> Check:
    """Let somebody sign in, out, in again, and erase them; where that is not allowed, look at the providers' pages."""
    what, todo = "sign-in", "look at the providers, their settings on the server, and `sign_in` in the profile"
    try:
        if "people" not in patient.target.profile.allows:
            found = f"the pages of {', '.join(open_pages(patient.http, patient.target))} answer; nobody signed in"
            return Check(what, "unknown", found, "allow `people` in the profile, to let a throw-away person sign in")
        account = newcomer(patient.ledger)
        account_api = AccountApi(signed_in(patient.http, patient.target, account))
        account_api.sign_out()
        left = refused_with(account_api.me)
        erase(signed_in(patient.http, patient.target, account), account, patient.ledger)
    except TargetError as error:
        return Check(what, "failed", str(error), todo)
    if left != SIGNED_OUT:
        found = f"a session that was signed out is answered {left or 200}"
        return Check(what, "failed", found, "end the session at sign-out")
    return Check(what, "ok", "somebody signed in, out, and is erased")


def sync(patient: Patient) -> Check:
    """Push an operation as a device does, and poll for it as another one does."""
    somebody, thing = patient.somebody, str(uuid4())
    session = somebody.session
    args = {"title": "Doctor", "steps": [{"title": "Listen"}], **Moment.of(session.now(), session.zone).body()}
    operation = {"op_id": str(uuid4()), "n": 1, "command": "quests.create", "id": thing, "args": args}
    pushed = somebody.sync.push([operation], person=somebody.account.me().id, device=str(uuid4()))
    told = [change.id for change in somebody.sync.poll().changes]
    statuses = [result.status for result in pushed.results]
    if statuses != ["applied"] or thing not in told:
        came_of_it = ", ".join(statuses) or "no result"
        found = f"an operation was pushed ({came_of_it}) and is {'' if thing in told else 'not '}told at the next poll"
        return Check("sync", "failed", found, "look at /api/health/sync and at the server's log")
    return Check("sync", "ok", "an operation was pushed and polled")
