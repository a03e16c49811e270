"""The staging validation: everything that a target is asked, in order, and what it came to."""

import os
import secrets
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from fixtures.api.http import new_http
from fixtures.api.session import Refused
from fixtures.people.ledger import Ledger
from fixtures.people.sweeper import ledgers
from fixtures.target.answers import NEEDED_BY, asked, build_of
from fixtures.target.profiles import Profile, Target, TargetError
from fixtures.target.running import RunningTarget
from qa.doctor import health, people, storage, transport, versions
from qa.doctor.alerts import NAMES, alerts
from qa.doctor.check import Check, Found
from qa.doctor.patient import Examination, NotAllowed, Patient
from qa.doctor.prometheus import prometheus
from qa.doctor.telemetry import telemetry
from reports.evidence.redaction import redact, register_secrets

EXAMINATIONS = (
    *(
        Examination(f"health/{name}", health.endpoint(name), needs=NEEDED_BY.get(name, frozenset()))
        for name in (health.OVERALL, *health.PARTS)
    ),
    Examination("health/agreement", health.agreement),
    Examination("version", versions.product),
    Examination("clock", transport.clock),
    Examination("tls", transport.tls),
    Examination("metrics/closed", transport.metrics),
    Examination("sign-in", people.sign_in),
    Examination("sync", people.sync),
    Examination("storage/put", storage.put, needs=frozenset({"upload"})),
    Examination("storage/refusals", storage.refusals, needs=frozenset({"upload"})),
    Examination("telemetry", telemetry, needs=frozenset({"telemetry"})),
    Examination("prometheus", prometheus),
    *(Examination(name, alerts(name)) for name in NAMES),
    Examination("watcher", versions.watcher, needs=frozenset({"file_sync"})),
    Examination("harness", versions.harness),
)
"""Every check of a target, in the order of the table. A further one is a line here."""

Asking = Callable[[str], None]
"""Takes the name of the check that comes next."""


def validate(profile: Profile, run_root: Path, asking: Asking) -> Found:
    """Ask a target everything; one without URL is started for it and ended afterwards."""
    register_secrets(_secrets(profile))
    ledger = Ledger(ledgers(run_root, profile.name) / f"doctor-{secrets.token_hex(4)}.jsonl")
    try:
        if profile.url:
            return _validated(_standing(profile), ledger, asking)
        with RunningTarget(profile) as running:
            return _validated(running.wait_ready(), ledger, asking)
    except TargetError as error:
        nobody = Check("target", "failed", redact(str(error)), "start it, or choose another: qa targets list")
        rest = [Check(each.name, "unknown", "not asked") for each in EXAMINATIONS]
        return Found([nobody, *rest], blocked=True)


def _standing(profile: Profile) -> Target:
    return Target(
        profile=profile,
        url=profile.url or "",
        providers=profile.sign_in.providers,
        watcher=profile.watcher and tuple(profile.watcher.command),
        prometheus=profile.prometheus and profile.prometheus.url,
    )


def _validated(target: Target, ledger: Ledger, asking: Asking) -> Found:
    if target.database:
        register_secrets(filter(None, [urlsplit(target.database.get_secret_value()).password]))
    with new_http() as http, ExitStack() as leaving:
        asked(http, target, "/api/health/live")
        build = None
        with suppress(TargetError):
            build = build_of(http, target)
        checks = list(_examined(Patient(target, http, ledger, leaving), asking))
    return Found([replace(each, found=redact(each.found), todo=redact(each.todo)) for each in checks], build)


def _examined(patient: Patient, asking: Asking) -> Iterator[Check]:
    for examination in EXAMINATIONS:
        asking(examination.name)
        yield _carried_out(examination, patient)
    try:
        patient.leaving.close()
    except Exception as error:  # noqa: BLE001 - whatever it is, somebody may be left there
        found = f"the doctor left somebody behind: {str(error) or type(error).__name__}"
        yield Check("clean-up", "failed", found, f"qa targets sweep {patient.target.profile.name}")


def _carried_out(examination: Examination, patient: Patient) -> Check:
    """Return what came of one check; whatever stands in its way is a finding, and never passed."""
    name, needs = examination.name, examination.needs
    if needs and needs.isdisjoint(patient.target.profile.capabilities):
        missing = " and no ".join(f"`{each}`" for each in sorted(needs))
        return Check(name, "not applicable", f"the product has no {missing} there, the profile says")
    try:
        return examination.examine(patient)
    except NotAllowed as error:
        return Check(name, "unknown", str(error), "mend the profile in targets.yaml, where that is wanted")
    except httpx.HTTPError as error:
        return Check(name, "failed", f"no answer ({type(error).__name__})", "look whether it runs and can be reached")
    except (TargetError, Refused, AssertionError) as error:
        return Check(name, "failed", (str(error).splitlines() or [type(error).__name__])[0], "look at the server's log")
    except Exception as error:  # noqa: BLE001 - what nobody foresaw must not take the other results with it
        where = traceback.extract_tb(error.__traceback__)[-1]
        found = f"could not be asked ({type(error).__name__} in {Path(where.filename).name}:{where.lineno})"
        return Check(name, "unknown", found, "tell the keepers of this suite: the doctor does not know such an answer")


def _secrets(profile: Profile) -> list[str]:
    return [os.environ.get(secret.env, "") for secret in profile.headers.values()]
