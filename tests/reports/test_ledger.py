"""A ledger that is wrong is refused, saying which file, which key, which value, and what would be valid."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from reports.gates.ledger import LEDGER, Document, Entry, Ledger, LedgerError
from tests.made.ledgers import entry, text_of

GOOD = """\
schema: 1
exceptions:
  - case: FE-TELE-03
    owner: Ada Ndiaye
    issue: "#412"
    reason: The tooltip is cut at 320 px.
    expires: 2026-12-31
    match: expected the tooltip
"""


def refusal(text: str) -> str:
    with pytest.raises(LedgerError) as refused:
        Ledger.parse(text.encode(), name="known.yaml")
    return str(refused.value)


def test_a_ledger_is_identified_by_the_hash_of_its_bytes() -> None:
    ledger = Ledger.parse(GOOD.encode(), name="known.yaml")

    assert ledger.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()
    assert [(each.case, each.expires, each.os) for each in ledger.entries] == [("FE-TELE-03", date(2026, 12, 31), None)]


@pytest.mark.parametrize(
    ("old", "new", "teaches"),
    [
        ("owner: Ada Ndiaye", "owner: ''", ["exceptions.0.owner", "this names nobody and nothing", "got ''"]),
        ("owner: Ada Ndiaye", "owner: ' TBD '", ["exceptions.0.owner", "this names nobody and nothing"]),
        ("    owner: Ada Ndiaye\n", "", ["exceptions.0.owner: this key is missing"]),
        ("owner:", "ownr:", ["exceptions.0", "unknown key 'ownr'", "did you mean 'owner'?"]),
        ('"#412"', "none yet", ["exceptions.0.issue", "like '#412'", "got 'none yet'"]),
        ('"#412"', "412", ["exceptions.0.issue", "valid string", "got 412"]),
        ("reason: The tooltip is cut at 320 px.", "reason: known", ["exceptions.0.reason", "in a sentence", "'known'"]),
        ("    expires: 2026-12-31\n", "", ["exceptions.0.expires: this key is missing"]),
        ("2026-12-31", "20261231", ["exceptions.0.expires", "like 2026-12-31", "got 20261231"]),
        ("2026-12-31", "2026-12-31T12:00:00Z", ["exceptions.0.expires", "ends with that day in UTC"]),
        ("2026-12-31", "2026-02-30", ["known.yaml", "day is out of range"]),
        ("2026-12-31", "never", ["exceptions.0.expires", "like 2026-12-31", "got 'never'"]),
        ("2026-12-31", "", ["exceptions.0.expires", "like 2026-12-31", "got None"]),
        ("match: expected the tooltip", "match: ''", ["exceptions.0.match", "at least two words"]),
        ("match: expected the tooltip", "match: '    '", ["exceptions.0.match", "at least two words"]),
        ("match: expected the tooltip", "match: a failure", ["exceptions.0.match", "and 12 letters", "'a failure'"]),
        ("match: expected the tooltip", "match: AssertionError", ["exceptions.0.match", "at least two words"]),
        ("    match: expected the tooltip\n", "", ["exceptions.0.match: this key is missing"]),
        ("case: FE-TELE-03", "case: ''", ["exceptions.0.case", "at least 1 character"]),
        ("exceptions:", "exeptions:", ["unknown key 'exeptions'", "did you mean 'exceptions'?"]),
        ("    owner:", "    os: beos\n    owner:", ["exceptions.0.os", "'linux', 'macos' or 'windows'", "got 'beos'"]),
        ("    owner:", "    case: FE-TELE-04\n    owner:", ["the key 'case' is there twice"]),
        ("schema: 1", "schema: 2", ["schema", "Input should be 1", "got 2"]),
        ("schema: 1\n", "", ["schema", "missing"]),
        (GOOD, "", ["known.yaml", "not a mapping", "a ledger has the keys schema and exceptions"]),
        (GOOD, "- case: FE-TELE-03", ["not a mapping"]),
        (GOOD, "schema: 1\nexceptions:\n", ["exceptions", "valid list"]),
        (GOOD, "schema: 1", ["exceptions: this key is missing"]),
        ("schema: 1", "schema: [", ["not valid YAML"]),
    ],
)
def test_a_mistake_is_named_with_what_would_be_valid(old: str, new: str, teaches: list[str]) -> None:
    message = refusal(GOOD.replace(old, new, 1))

    assert [part for part in teaches if part not in message] == []
    assert message.startswith("known.yaml: ")


@pytest.mark.parametrize(
    ("one", "other"), [(None, None), ("linux", None), (None, "macos"), ("linux", "linux"), ("windows", "windows")]
)
def test_two_entries_for_one_case_on_one_system_are_refused(one: str | None, other: str | None) -> None:
    message = refusal(text_of([entry("FE-TELE-03", os=one), entry("FE-TELE-03", os=other, issue="#9")]))

    assert "two entries for the case 'FE-TELE-03': keep one, or give each an os of its own" in message


def test_a_case_may_have_an_entry_for_each_system() -> None:
    text = text_of([entry("FE-TELE-03", os="linux"), entry("FE-TELE-03", os="macos"), entry("FE-TELE-04")])

    assert len(Ledger.parse(text.encode(), name="known.yaml").entries) == 3


def test_a_ledger_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(b"schema: 1 # \xff")

    with pytest.raises(LedgerError, match=r"gone\.yaml cannot be read \(No such file or directory\)"):
        Ledger.read(tmp_path / "gone.yaml")
    with pytest.raises(LedgerError, match=r"odd\.yaml: not valid YAML"):
        Ledger.read(tmp_path / "odd.yaml")


def test_the_ledger_that_comes_with_the_project_is_empty_and_explains_every_key() -> None:
    text = LEDGER.read_text(encoding="utf-8")

    assert Ledger.read().entries == ()
    assert [key for key in Entry.model_fields if f"{key}: " not in text] == []


def test_the_example_that_the_ledger_shows_can_be_taken_over() -> None:
    lines = LEDGER.read_text(encoding="utf-8").splitlines()
    example = "\n".join(line[1:] for line in lines if line.startswith("#   "))

    (shown,) = Ledger.parse(f"schema: 1\nexceptions:\n{example}".encode(), name="example").entries
    assert (shown.case, shown.issue, shown.os) == ("FE-TELE-03", "#412", "macos")


def test_an_entry_survives_its_journey_through_json() -> None:
    (known,) = Ledger.parse(GOOD.encode(), name="known.yaml").entries

    assert Entry.model_validate_json(known.model_dump_json()) == known
    assert Document.model_validate({"schema": 1, "exceptions": [known.model_dump()]}).exceptions == [known]
