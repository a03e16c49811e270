"""What becomes of each entry of the ledger, held against the run: in force, of no concern here, or at fault."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum

from reports.evidence.longrepr import first_words
from reports.evidence.models import CaseResult, Outcome, SuiteEvidence
from reports.findings import Finding, Status
from reports.gates.ledger import Entry, Ledger
from reports.gates.teach import nearest

LONGEST_DAYS = 90  # ahead of the day of judging: an exception without an end in sight is a requirement given up
EXCEPTABLE = {Outcome.FAILED, Outcome.ERROR}  # what a message tells; a crash, skip or flaky pass explains nothing
WHY = "A known issue has an owner and an end, and explains the failure that there is; anything else hides failures."


class Code(StrEnum):
    """What an entry came to."""

    IN_FORCE = "in_force"  # the case failed as the entry says: a known issue
    ELSEWHERE = "elsewhere"  # it is for another operating system than the run's
    NOT_ASKED = "not_asked"  # the policy asks nothing of its case
    NOT_SHOWN = "not_shown"  # its case has no outcome, so nobody knows whether it is needed
    UNUSED = "unused"
    KEY = "key"
    EXPIRED = "expired"
    TOO_LONG = "too_long"
    UNNECESSARY = "unnecessary"
    NOT_EXCEPTABLE = "not_exceptable"
    ILL_MATCHED = "ill_matched"


_STATUSES = {
    Code.IN_FORCE: Status.WAIVED,
    Code.ELSEWHERE: Status.HOLDS,
    Code.NOT_ASKED: Status.HOLDS,
    Code.NOT_SHOWN: Status.UNKNOWN,
}  # all others break the gate
_REMEDIES = {
    Code.IN_FORCE: "Make the case pass before the exception ends.",
    Code.NOT_SHOWN: "Run the case.",
    Code.UNUSED: "Correct the case's id, or remove the entry.",
    Code.KEY: "Make the case pass and remove the entry: a key objective tolerates nothing.",
    Code.EXPIRED: "Make the case pass and remove the entry, or agree with the owner on a new day and say why.",
    Code.TOO_LONG: f"Choose a day at most {LONGEST_DAYS} days from now; it can be agreed on again.",
    Code.UNNECESSARY: "Remove the entry and close its issue.",
    Code.NOT_EXCEPTABLE: "Remove the entry and make the case pass.",
    Code.ILL_MATCHED: "Look into the failure: it is another one than the known, unless 'match' has a mistake.",
}


class ExceptionFinding(Finding):
    """The judgement of one entry, beside the entry itself."""

    code: Code
    entry: Entry


def judge_entries(
    ledger: Ledger | None,
    evidence: SuiteEvidence | None,
    *,
    asked: frozenset[str],
    key: Mapping[str, Sequence[str]],
    now: datetime,
) -> tuple[ExceptionFinding, ...]:
    """Judge every entry, in the order of case and os.

    `asked` are the cases that the policy asks for, `key` says of which key objectives a case is part; without evidence
    an entry can be late, and nothing else is known of it.
    """
    entries = sorted(ledger.entries, key=lambda entry: (entry.case, entry.os or "")) if ledger else []
    today = now.astimezone(UTC).date()
    return tuple(_finding(entry, *next(_told(entry, evidence, asked=asked, key=key, today=today))) for entry in entries)


def in_force(findings: Sequence[ExceptionFinding]) -> frozenset[str]:
    """Return the cases whose failure is a known issue."""
    return frozenset(finding.entry.case for finding in findings if finding.code is Code.IN_FORCE)


def _told(
    entry: Entry,
    evidence: SuiteEvidence | None,
    *,
    asked: frozenset[str],
    key: Mapping[str, Sequence[str]],
    today: date,
) -> Iterator[tuple[Code, str]]:
    """Yield all that is to be said of an entry; the first decides."""
    results = evidence.results if evidence else []
    cases = [result for result in results if result.id == entry.case]
    if results and not cases:
        yield Code.UNUSED, f"names no case of the plan{nearest(entry.case, [result.id for result in results])}"
    if of := key.get(entry.case):
        yield Code.KEY, f"is about a case of the key objective {' and '.join(of)}: no exception is possible"
    yield from _late(entry, today)
    if evidence is None or not cases:
        yield Code.NOT_SHOWN, "is about a case without evidence"
    elif not entry.counts_on(evidence.manifest.platform):
        yield Code.ELSEWHERE, f"counts on {entry.os} alone, and the run was on {evidence.manifest.platform}"
    elif entry.case not in asked:
        yield Code.NOT_ASKED, "is about a case that this policy does not ask for"
    for case in cases:
        yield from _against(entry, case)
    yield Code.IN_FORCE, f"explains its failure: {entry.issue} of {entry.owner}, until {entry.expires}"


def _late(entry: Entry, today: date) -> Iterator[tuple[Code, str]]:
    days = (entry.expires - today).days
    if days < 0:
        yield Code.EXPIRED, f"ended on {entry.expires}, {_days(-days)} ago"
    if days > LONGEST_DAYS:
        yield Code.TOO_LONG, f"ends on {entry.expires}, in {_days(days)}; at most {LONGEST_DAYS} are allowed"


def _against(entry: Entry, case: CaseResult) -> Iterator[tuple[Code, str]]:
    """Yield what keeps an entry from explaining its case: each test that did not pass MUST have failed as it says."""
    odd = [attempt for attempt in case.attempts if attempt.outcome not in {*EXCEPTABLE, Outcome.PASSED}]
    failed = [attempt for attempt in case.attempts if attempt.outcome in EXCEPTABLE]
    if case.outcome is Outcome.NOT_RUN:
        yield Code.NOT_SHOWN, "is about a case without an outcome"
    elif case.passed:
        yield Code.UNNECESSARY, "is not needed: the case passed"
    elif case.outcome not in EXCEPTABLE or odd:
        outcome = odd[0].outcome if odd else case.outcome
        told = outcome.value.replace("_", " ")
        yield Code.NOT_EXCEPTABLE, f"is about a case that was {told}: only a failure or an error can be excepted"
    elif not failed:
        yield Code.ILL_MATCHED, "does not fit: the run recorded no failure that could hold its text"
    for message in (text for attempt in failed for text in (attempt.message, *attempt.beside)):
        if not entry.explains(message):
            said = first_words(message or "nothing")
            yield Code.ILL_MATCHED, f"does not fit the failure, which does not say “{entry.match}”, but: {said}"


def _finding(entry: Entry, code: Code, said: str) -> ExceptionFinding:
    return ExceptionFinding(
        rule="exceptions",
        status=_STATUSES.get(code, Status.BROKEN),
        text=f"the {f'{entry.os} ' if entry.os else ''}entry for {entry.case} {said}",
        why=WHY,
        remedy=_REMEDIES.get(code),
        cites=(entry.case,),
        code=code,
        entry=entry,
    )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
