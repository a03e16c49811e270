"""Nobody whom a run has made is forgotten, whichever worker made them and however it ended."""

from pathlib import Path

from fixtures.people.ledger import Account, Ledger


def _account(name: str) -> Account:
    return Account(subject=name, email=f"{name}@passion.test", name=name)


def test_those_not_erased_are_left_over(tmp_path: Path) -> None:
    one_worker, another = Ledger(tmp_path / "people.jsonl"), Ledger(tmp_path / "people.jsonl")
    one_worker.made(_account("alice"))
    another.made(_account("bob"))
    another.made(_account("carol"))
    one_worker.erased(_account("alice"))

    assert [account.subject for account in Ledger(tmp_path / "people.jsonl").leftovers()] == ["bob", "carol"]


def test_a_line_cut_by_a_crash_hides_no_other(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "people.jsonl")
    ledger.made(_account("alice"))
    with (tmp_path / "people.jsonl").open("a") as file:
        file.write('{"event":"made","acc')

    assert ledger.leftovers() == [_account("alice")]


def test_a_run_that_made_nobody_leaves_nobody(tmp_path: Path) -> None:
    assert Ledger(tmp_path / "people.jsonl").leftovers() == []
