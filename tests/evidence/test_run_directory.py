"""A run directory takes facts until it is sealed, and nothing leaves it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reports.evidence.run_directory import EvidenceError, RunDirectory, list_runs
from tests.made.runs import MadeRun


def test_its_name_tells_time_and_kind(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 22, 23, 30, 5, 120_000, tzinfo=UTC)

    directory = RunDirectory.create(tmp_path / "runs", "suite", now=moment)

    assert directory.path.name.startswith("20261122T233005.120Z-suite-")
    assert directory.path.is_dir()


@pytest.mark.parametrize("name", ["../x", "/tmp/x", "a/../../x", "out/x"])  # noqa: S108 - refused, never written
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    directory = RunDirectory.create(tmp_path / "runs", "suite")
    (tmp_path / "outside").mkdir()
    (directory.path / "out").symlink_to(tmp_path / "outside")

    with pytest.raises(EvidenceError, match="leads out of the run directory"):
        directory.write_text(name, "x")

    assert list((tmp_path / "outside").iterdir()) == []


def test_a_sealed_run_takes_nothing_more(tmp_path: Path) -> None:
    directory = RunDirectory(MadeRun().write(tmp_path))

    with pytest.raises(EvidenceError, match=r"is sealed: late\.txt cannot be written"):
        directory.write_text("late.txt", "x")

    assert not (directory.path / "late.txt").exists()


def test_writing_leaves_no_partial_file(tmp_path: Path) -> None:
    run = MadeRun(files={"artifacts/a/b.txt": "text"}).write(tmp_path)

    names = {path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file()}
    assert names == {"manifest.json", "plan.json", "collected.json", "records.jsonl", "artifacts/a/b.txt"}


def test_the_newest_run_is_found_whatever_its_state(tmp_path: Path) -> None:
    MadeRun().write(tmp_path)
    unfinished = RunDirectory.create(tmp_path, "suite", now=datetime(2999, 1, 1, tzinfo=UTC))
    RunDirectory.create(tmp_path, "sensitivity", now=datetime(2999, 2, 1, tzinfo=UTC))
    (tmp_path / "notes").mkdir()

    assert list_runs(tmp_path, "suite")[0] == unfinished.path
    assert len(list_runs(tmp_path)) == 3
    assert len(list_runs(tmp_path, "suite")) == 2


def test_no_runs_are_no_error(tmp_path: Path) -> None:
    assert list_runs(tmp_path / "nowhere", "suite") == []


def test_on_windows_a_file_is_replaced_once_its_reader_is_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals = Path.replace, [PermissionError(), PermissionError()]

    def refuse_twice(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return replace(self, target)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", refuse_twice)
    RunDirectory(tmp_path).write_text("collected.json", "{}")

    assert [path.name for path in tmp_path.iterdir()] == ["collected.json"]


def test_a_view_replaces_a_link_and_is_not_written_through_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    run = MadeRun().write(tmp_path)
    (run / "views").mkdir()
    (run / "views" / "report.html").symlink_to(outside)

    place = RunDirectory(run).write_view("report.html", "<html>")

    assert (outside.read_text(), place.read_text(), place.is_symlink()) == ("mine", "<html>", False)
    assert [each.name for each in place.parent.iterdir()] == ["report.html"]
