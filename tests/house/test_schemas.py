"""The published forms are those of the code."""

from pathlib import Path

import pytest

from reports.schemas import schemas

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_published_schema_is_the_codes(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == schemas()[name], "make schemas writes them anew"


def test_no_schema_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(schemas())
