"""Ledgers of exceptions made by hand: every entry is without fault unless a test asks for something odd."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta

from reports.gates.ledger import Ledger
from tests.made.results import NOW

NEXT_MONTH = (NOW + timedelta(days=30)).date().isoformat()


def entry(case: str, **changes: object) -> dict[str, object]:
    """Return one entry as people write it, for the failure that `tests.made.results` gives a case."""
    fields: dict[str, object] = {
        "case": case,
        "owner": "Ada Ndiaye",
        "issue": "#412",
        "reason": "The tooltip is cut at 320 px; the table says the same.",
        "expires": NEXT_MONTH,
        "match": f"{case} did not pass",
    }
    return fields | changes


def text_of(entries: Iterable[Mapping[str, object]]) -> str:
    """Return the file; JSON is YAML, too."""
    return json.dumps({"schema": 1, "exceptions": list(entries)})


def ledger(*entries: str | Mapping[str, object]) -> Ledger:
    """Return a ledger of these entries; the id of a case stands for its entry without fault."""
    written = [entry(each) if isinstance(each, str) else each for each in entries]
    return Ledger.parse(text_of(written).encode(), name="exceptions.yaml")
