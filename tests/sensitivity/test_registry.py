"""Faults are found by their place, and a module that is not well formed is refused."""

from pathlib import Path

import pytest

from reference_server.faults.registry import RegistryError, find, find_all

GOOD = """
from reference_server.faults.model import Fault

FAULT = Fault(
    id="quests.lost", area="quests", title="Lost", symptom="It is lost.", severity="major",
    provenance="own", kills=["CP-QUEST-01"],
)


def apply(seams, hit):
    hit()
"""


def write(folder: Path, text: str, name: str = "quests/lost.py") -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_a_fault_is_found_by_area_and_name(tmp_path: Path) -> None:
    [found] = find(["quests.lost"], [write(tmp_path, GOOD)])

    assert found.fault.title == "Lost"
    assert [each.fault for each in find_all([tmp_path])] == [found.fault]


def test_an_unknown_name_is_refused_with_the_nearest_match(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"no fault 'quest.lost'.*Did you mean 'quests.lost'\?"):
        find(["quest.lost"], [write(tmp_path, GOOD)])


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="does not exist"):
        find_all([tmp_path / "nowhere"])


def test_one_name_in_two_folders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    with pytest.raises(RegistryError, match="exists twice"):
        find_all([write(tmp_path / "a", GOOD), write(tmp_path / "b", GOOD)])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("FAULT =", "FOULT ="), r"has no FAULT"),
        (("def apply(seams, hit)", "def apply(server)"), r"has no function apply\(seams, hit\)"),
        (('id="quests.lost"', 'id="quests.gone"'), r"says its id is 'quests.gone'; by its place it is 'quests.lost'"),
        (('area="quests"', 'area="habits"'), r"must start with the area 'habits'"),
        (('kills=["CP-QUEST-01"]', "kills=[]"), r"names the cases that must turn red"),
        (('kills=["CP-QUEST-01"]', "kills=[], benign=True"), r"benign variants, and only they"),
        (('severity="major"', 'severity="awful"'), r"severity"),
        (('provenance="own"', 'provenance="own", speed=3'), r"speed"),
        (("import Fault", "import Falt"), r"fails when it is loaded"),
    ],
)
def test_a_module_that_is_not_well_formed_is_refused(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    folder = write(tmp_path, GOOD.replace(*change))

    with pytest.raises(RegistryError, match=complaint):
        find_all([folder])
