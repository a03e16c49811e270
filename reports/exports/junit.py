"""JUnit XML, for the test tabs of CI systems. Read it, never gate on it."""

from itertools import groupby
from xml.etree import ElementTree as ET

from reports.evidence.models import CaseResult, Outcome, SuiteEvidence
from reports.render.words import plain

CANNOT_TELL = (
    "A view of a sealed run, not evidence: JUnit XML has no word for flaky (written as a failure), crashed (an error), "
    "expected failure, or planned and never run (both written as skipped), and none for the verdict."
)
_ELEMENTS = {
    Outcome.FAILED: "failure",
    Outcome.FLAKY: "failure",
    Outcome.XPASSED: "failure",
    Outcome.ERROR: "error",
    Outcome.CRASHED: "error",
    Outcome.SKIPPED: "skipped",
    Outcome.XFAILED: "skipped",
    Outcome.NOT_RUN: "skipped",
}


def to_junit(evidence: SuiteEvidence) -> str:
    """Write one testsuite per group and one testcase per catalogue id; the counts are of what is written."""
    root = ET.Element("testsuites", {"name": "Passion OS end-to-end suite"} | _counts(evidence.results))
    root.append(ET.Comment(f" {CANNOT_TELL} "))
    in_groups = sorted(evidence.results, key=lambda case: case.group)
    for group, members in groupby(in_groups, lambda case: case.group):
        root.append(_suite(group, list(members), evidence))
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _suite(group: str, cases: list[CaseResult], evidence: SuiteEvidence) -> ET.Element:
    manifest = evidence.manifest
    named = {"name": plain(group), "timestamp": manifest.started_at.isoformat()}
    suite = ET.Element("testsuite", named | _counts(cases))
    facts = {
        "cannot-tell": CANNOT_TELL,
        "run": manifest.run_id,
        "manifest-sha256": evidence.manifest_sha256,
        "build": manifest.build.digest if manifest.build else "unknown",
        "target": manifest.target.name,
        "seed": str(manifest.seed),
    }
    properties = ET.SubElement(suite, "properties")
    for name, value in facts.items():
        ET.SubElement(properties, "property", name=name, value=plain(value))
    suite.extend(_case(case) for case in cases)
    return suite


def _case(case: CaseResult) -> ET.Element:
    element = ET.Element(
        "testcase",
        classname=plain(f"{case.group}.{case.area}"),
        name=plain(f"{case.id} {case.title}"),
        time=f"{case.duration_s:.3f}",
    )
    if case.outcome in _ELEMENTS:
        messages = [attempt.message for attempt in case.attempts if attempt.message]
        reason = plain(case.reason or (messages[0] if messages else "no message"))
        child = ET.SubElement(element, _ELEMENTS[case.outcome], type=case.outcome.value, message=reason)
        details = [attempt.detail or attempt.message or "" for attempt in case.attempts]
        child.text = plain("\n\n".join(filter(None, details))) or None
    return element


def _counts(cases: list[CaseResult]) -> dict[str, str]:
    written = [_ELEMENTS.get(case.outcome) for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(written.count("failure")),
        "errors": str(written.count("error")),
        "skipped": str(written.count("skipped")),
        "time": f"{sum(case.duration_s for case in cases):.3f}",
    }
