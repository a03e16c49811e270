"""A clean harness is one that git shows to be clean, before the run and after it."""

import subprocess
from pathlib import Path

import pytest

from fixtures.plugins.identity import harness_state
from tests.harness.suite_project import SuiteProject


@pytest.fixture
def repository(project: SuiteProject) -> Path:
    """The suite project under version control, with all its files committed and its runs ignored."""
    project.write(".gitignore", "run/\n__pycache__/\nserver.log\nbuilds\n")
    git(project.root, "init", "--quiet")
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "--message=all")
    return project.root


def git(folder: Path, *words: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.test")
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


def test_a_checkout_without_changes_is_clean(project: SuiteProject, repository: Path) -> None:
    assert not project.pytest().evidence().manifest.harness.dirty


def test_a_new_file_is_a_change_even_where_git_is_told_not_to_show_it(repository: Path) -> None:
    git(repository, "config", "status.showUntrackedFiles", "no")
    (repository / "suites/main/conftest.py").touch()

    assert harness_state(repository).dirty


def test_a_change_during_the_run_makes_the_harness_dirty(project: SuiteProject, repository: Path) -> None:
    (repository / "suites/main/test_one.py").write_text(
        (repository / "suites/main/test_one.py")
        .read_text(encoding="utf-8")
        .replace("assert True", 'open(__file__, "a").write("\\n")', 1),
        encoding="utf-8",
    )
    git(repository, "commit", "--quiet", "--all", "--message=a test that changes itself")

    assert project.pytest().evidence().manifest.harness.dirty


def test_what_was_committed_during_the_run_is_a_change(repository: Path) -> None:
    before = harness_state(repository)
    git(repository, "commit", "--quiet", "--allow-empty", "--message=meanwhile")

    after = harness_state(repository, before)
    assert (after.commit, after.dirty) == (before.commit, True)


def test_what_git_does_not_know_is_not_clean(tmp_path: Path) -> None:
    assert harness_state(tmp_path).dirty
