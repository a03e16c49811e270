"""The forms of all files that this project writes or reads as data, as JSON Schema for others' tools.

`python -m reports.schemas FOLDER` writes them; docs/schemas/ holds them, and a test keeps them fresh.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from reports.evidence.models import Collected, Manifest, Plan, Reproductions
from reports.gates import ledger
from reports.gates.decide import Verdict
from reports.gates.policy import Document
from reports.gates.rules import REGISTRY
from reports.sensitivity.models import Matrix

PUBLISHED: dict[str, type[BaseModel]] = {
    "manifest": Manifest,
    "plan": Plan,
    "collected": Collected,
    "reproductions": Reproductions,
    "verdict": Verdict,
    "matrix": Matrix,
}


def schemas() -> dict[str, str]:
    """Return each schema's text by the name of its file."""
    forms = {name: model.model_json_schema(mode="serialization") for name, model in PUBLISHED.items()}
    forms["policy"] = _policy()
    forms["exceptions"] = ledger.Document.model_json_schema()
    return {f"{name}.schema.json": json.dumps(form, indent=1) + "\n" for name, form in forms.items()}


def _policy() -> dict[str, Any]:
    """A policy is a document and, beside its keys, the thresholds of any rule."""
    form = Document.model_json_schema()
    for name, rule in REGISTRY.rules.items():
        form["properties"][name] = TypeAdapter(rule).json_schema()
    return form


def main(folder: Path) -> None:
    """Write the schemas."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
