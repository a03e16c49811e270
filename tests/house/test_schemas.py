"""The published forms are those of the code."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from reports.schemas import schemas

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "schemas"
POLICIES = sorted((ROOT / "reports" / "policies").glob("*.yaml"))


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_published_schema_is_the_codes(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == schemas()[name], "make schemas writes them anew"


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.stem)
def test_the_policies_have_the_published_form(policy: Path) -> None:
    form = jsonschema_rs.validator_for(json.loads(schemas()["policy.schema.json"]))

    assert [error.message for error in form.iter_errors(yaml.safe_load(policy.read_text(encoding="utf-8")))] == []


def test_no_schema_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(schemas())
