"""What the shell offers while a command is typed."""

from pathlib import Path

import pytest

from qa import completion


def test_cases_areas_and_groups_are_offered() -> None:
    assert [name for name, _ in completion.cases("cp-fo")] == [f"CP-FOCUS-0{number}" for number in (1, 2, 3, 4)]
    assert ("habits", "the area habits") in completion.cases("ha")
    assert "e2ee" in dict(completion.cases(""))


def test_targets_and_policies_are_offered() -> None:
    assert [name for name, _ in completion.targets("ref")] == ["reference", "reference-postgresql", "reference-watched"]
    assert list(completion.policies("rel")) == ["release"]


def test_where_there_is_no_project_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert [*completion.cases(""), *completion.targets("")] == []
