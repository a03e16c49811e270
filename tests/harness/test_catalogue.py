"""The real catalogue: its 94 cases, its links to the tests, and the errors that teach."""

from collections import Counter
from pathlib import Path

import pytest

from fixtures.catalogue.cases import CatalogueError, load_catalogue
from fixtures.catalogue.links import check_links, scan_tests

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUE = PROJECT / "suites" / "catalogue.yaml"


def test_the_release_suite_has_its_94_cases() -> None:
    catalogue = load_catalogue(CATALOGUE)

    assert Counter(case.group for case in catalogue.cases) == {
        "critical_path": 20,
        "e2ee": 26,
        "watcher": 20,
        "offline": 10,
        "features": 18,
    }
    assert [name for name, group in catalogue.groups.items() if group.required == "counted"] == ["features"]


def test_catalogue_and_tests_agree() -> None:
    assert check_links(load_catalogue(CATALOGUE), scan_tests(PROJECT), PROJECT) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: CP-AUTH-01", "id: cp-auth-1", ["cases.0.id [cp-auth-1]", "pattern", "given: 'cp-auth-1'"]),
        ("id: CP-AUTH-02", "id: CP-AUTH-01", ["the id CP-AUTH-01 stands 2 times"]),
        ("required: counted", "required: some", ["groups.features.required", "'100%' or 'counted'", "given: 'some'"]),
        (
            "group: critical_path, area: auth",
            "group: critical, area: auth",
            ["'critical' is not a group", "critical_path"],
        ),
        ("area: quests", "area: queue", ["the area queue is ambiguous"]),
        ("schema: 1", "schema: 2", ["schema", "given: 2"]),
        ("cases:", "cases: [", ["is not valid YAML"]),
        ("cases:", "cases: []\ncases:", ["the key 'cases' is there twice"]),
    ],
)
def test_a_broken_catalogue_tells_what_to_do(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    file = tmp_path / "catalogue.yaml"
    file.write_text(CATALOGUE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        load_catalogue(file)

    assert str(file) in str(refused.value)
    assert [word for word in words if word not in str(refused.value)] == []


def test_a_catalogue_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"cannot be read \(No such file"):
        load_catalogue(tmp_path / "catalogue.yaml")


@pytest.mark.parametrize(
    ("pattern", "count"), [("CP-FOCUS-*", 4), ("cp-focus-01", 1), ("watcher", 20), ("vault_lock", 10), ("*", 94)]
)
def test_a_selection_may_be_an_id_a_glob_a_group_or_an_area(pattern: str, count: int) -> None:
    assert len(load_catalogue(CATALOGUE).select([pattern])) == count


def test_selections_are_joined_and_keep_the_order_of_the_file() -> None:
    assert load_catalogue(CATALOGUE).select(["FE-LEARN-02", "CP-HABIT-04", "FE-LEARN-*"]) == [
        "CP-HABIT-04",
        "FE-LEARN-01",
        "FE-LEARN-02",
    ]


def test_an_unknown_selection_names_the_nearest() -> None:
    with pytest.raises(CatalogueError, match=r"'CP-FOCSU-01' \(did you mean 'CP-FOCUS-01'\?\)"):
        load_catalogue(CATALOGUE).select(["CP-FOCSU-01"])
