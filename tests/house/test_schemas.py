"""The published forms are those of the code."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from reports.schemas import schemas

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "schemas"
WRITTEN = sorted((ROOT / "reports" / "policies").glob("*.yaml"))


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_published_schema_is_the_codes(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == schemas()[name], "make schemas writes them anew"


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.stem)
def test_policies_and_exceptions_have_the_published_form(file: Path) -> None:
    name = "exceptions" if file.stem == "exceptions" else "policy"
    form = jsonschema_rs.validator_for(json.loads(schemas()[f"{name}.schema.json"]))

    content = json.loads(json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")), default=str))  # days as text
    assert [error.message for error in form.iter_errors(content)] == []


def test_no_schema_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(schemas())
