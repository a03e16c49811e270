"""What may be claimed about encryption is shown by something that exists."""

import ast
import re
from pathlib import Path

import pytest

from fixtures.catalogue.cases import load_catalogue
from fixtures.catalogue.links import scan_tests

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = ROOT / "docs" / "e2ee-claims.md"


def claims(text: str) -> dict[str, list[str]]:
    """Return the evidence of each claim: case ids, and names of deep tests."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return {row[0]: re.split(r",\s*", row[2]) for row in rows if row[0] not in {"claim", "---"}}


def without_evidence(claims: dict[str, list[str]], known: set[str]) -> list[str]:
    """Return the claims that name nothing, or something that does not exist."""
    return [claim for claim, evidence in claims.items() if not set(filter(None, evidence)) or set(evidence) - known]


@pytest.fixture(scope="module")
def known() -> set[str]:
    """All that a claim can name: cases that a test proves, and deep tests by their names."""
    cases = {case.id for case in load_catalogue(ROOT / "suites" / "catalogue.yaml").cases}
    proven = {case for test in scan_tests(ROOT) for case in test.cases}
    modules = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "suites" / "deep").rglob("test_*.py")]
    deep = {node.name for module in modules for node in module.body if isinstance(node, ast.FunctionDef)}
    return cases & proven | deep


def test_each_claim_names_evidence_that_exists(known: set[str]) -> None:
    stated = claims(CLAIMS.read_text(encoding="utf-8"))

    assert len(stated) > 20
    assert without_evidence(stated, known) == []


@pytest.mark.parametrize("evidence", ["", "E2-LOCK-99", "E2-LOCK-01, test_invented"])
def test_a_claim_without_evidence_is_noticed(known: set[str], evidence: str) -> None:
    table = f"| claim | standard | shown by |\n|---|---|---|\n| All is well. | | {evidence} |\n"

    assert without_evidence(claims(table), known) == ["All is well."]
