"""The sentences that every view shares, so that terminal, page and summary say the same thing."""

import re
import shlex
from collections.abc import Iterator, Sequence
from datetime import UTC
from itertools import pairwise

from reports.evidence.models import Manifest, Outcome
from reports.findings import Status
from reports.gates.decide import Decision, Verdict
from reports.gates.exceptions import Code
from reports.gates.ledger import Entry

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MINUTE = 60
_DEFAULT_TARGETS = "targets.yaml"
_KEPT_OPTIONS = {"--targets-file", "--browser", "--browser-path"}
_KEPT_SWITCHES = {"--full-browser"}


def plain(text: str) -> str:
    """Take out what a terminal would obey or XML would refuse: escapes, control characters, half surrogates."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def headline(verdict: Verdict) -> str:
    """Say in one sentence what the decision rests on."""
    broken = sum(finding.status is Status.BROKEN for finding in verdict.objectives)
    missing = {id_ for finding in verdict.objectives for id_ in finding.missing}
    match verdict.decision:
        case Decision.GO:
            return _headline_of_go(verdict)
        case Decision.NO_GO if broken:
            return f"{broken} of {len(verdict.objectives)} objectives broken."
        case Decision.NO_GO:
            return "The objectives are met, but a rule is broken."
        case Decision.INCONCLUSIVE if missing:
            return f"Nothing is shown to be broken, but {len(missing)} of {len(verdict.asked)} cases have no outcome."
        case Decision.INCONCLUSIVE:
            return "The evidence cannot carry a decision."


def _headline_of_go(verdict: Verdict) -> str:
    known = len(known_issues(verdict))
    if known:
        issues = "1 known issue, with" if known == 1 else f"{known} known issues, each with"
        return f"Everything that this policy asks for was shown, except for {issues} an owner and a last day."
    if verdict.reasons:
        return f"Everything asked for was shown, {len(verdict.reasons)} of it with a warning."
    return f"Everything that this policy asks for was shown, on all {len(verdict.asked)} cases."


def known_issues(verdict: Verdict) -> dict[str, Entry]:
    """Give the entry that explains why a case failed, by case."""
    return {each.entry.case: each.entry for each in verdict.exceptions if each.code is Code.IN_FORCE}


def ends(entry: Entry, verdict: Verdict) -> str:
    """Say when an exception ends, counted from the day of judging: `2026-12-31, in 33 days`."""
    days = (entry.expires - verdict.judged_at.astimezone(UTC).date()).days
    match days:
        case 0:
            return f"{entry.expires}, today"
        case _ if days < 0:
            return f"{entry.expires}, {_days(-days)} ago"
        case _:
            return f"{entry.expires}, in {_days(days)}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def label(value: Outcome | Code) -> str:
    """Give the name of an outcome, or of what became of an exception, as people write it."""
    return value.value.replace("_", " ")


def heading(name: str) -> str:
    """Give the name of a group or area as people write it: `critical_path` is Critical path, `e2ee` is E2EE."""
    words = plain(name).replace("_", " ").capitalize().split()
    return " ".join(word.upper() if any(map(str.isdigit, word)) else word for word in words)


def seconds(duration: float) -> str:
    """Write a duration in seconds for people: `0.4 s`, `12 s`, `3 min 05 s`."""
    if duration < 10:  # noqa: PLR2004 - one digit before the point leaves room for one after it
        return f"{duration:.1f} s"
    minutes, rest = divmod(round(duration), _MINUTE)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def rerun(manifest: Manifest, id_: str) -> str:
    """Write the command that runs one case again: on the same target, in the same browser, with the same seed."""
    seed = [] if manifest.seed is None else ["--seed", str(manifest.seed)]
    return shlex.join(["qa", "run", id_, "--target", manifest.target.name, *_as_given(manifest.command), *seed])


def _as_given(command: Sequence[str]) -> Iterator[str]:
    for option, value in pairwise([*command, ""]):
        if option in _KEPT_OPTIONS and value != _DEFAULT_TARGETS:
            yield from (option, value)
        elif option in _KEPT_SWITCHES:
            yield option
