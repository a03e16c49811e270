"""Each defect seen in real products has one that is seeded, or a reason why not."""

from reference_server.faults.registry import BUILT_IN, find_all

# The rows of all tables of the design.
ROWS = {
    *("L-01", "L-03", "L-04", "L-06", "L-07", "L-09", "L-10", "L-11", "L-13", "L-14", "L-16", "L-17", "L-19", "L-21"),
    *("L-23", "L-24", "L-25", "L-27", "L-28", "L-29", "L-31"),
    *("E-01", "E-02", "E-04", "E-05", "E-07", "E-09"),
    *("S-01", "S-03", "S-04", "S-06"),
    *("O-01", "O-02", "O-04", "O-05", "O-06", "O-08", "O-09", "O-12", "O-13", "O-15", "O-16", "O-18", "O-19", "O-21"),
    *("O-22", "O-24", "O-25"),
    *("W-01", "W-04", "W-05", "W-06", "W-07", "W-08", "W-10", "W-11", "W-12", "W-13", "W-15", "W-16", "W-18", "W-19"),
    *("W-21", "W-22", "W-24", "W-25", "W-27", "W-28", "W-30", "W-31", "W-32"),
}
WITHOUT = {
    "W-10": "only a deep test lowers the limit (suites/deep/watcher): it needs a user namespace",
    "W-19": "whole folders are read, and a file that is gone is no event that somebody waits for; the soak makes them",
    "W-27": "it needs the server's clock: tests/server/daw/test_disposal.py moves it",
    "W-28": "it would be the store's defect: the probe is shown one by tests/harness/test_store_conformance.py",
    "W-32": "the store refuses what is not as signed, so that only tests/server/daw/test_uploads.py can put it there",
}
# Seeded otherwise than the row has it, and why.
STAND_INS = {
    "E-02": "there is no second way of writing in the page (import, attachment): editing stands in for it",
    "E-09": "a dozen writes by the page instead of 200, which take it more than a minute",
    "O-16": "nothing is imported yet: a conflict copy that would take the id of what was deleted stands in for it",
    "L-09": "buttons, form and search box; a deep link is tried by E2-LOCK-03, printing and shortcuts by no case",
}


def seeded() -> set[str]:
    """Return the rows that some defect stands for."""
    return {row for placeable in find_all([BUILT_IN]) for row in placeable.fault.rows}


def test_each_row_has_a_defect_or_a_reason() -> None:
    assert seeded() & ROWS == ROWS - WITHOUT.keys()


def test_no_defect_names_a_row_that_is_not_there() -> None:
    assert {row for row in seeded() if row[0] in "LESOW"} - ROWS == set()


def test_a_row_with_a_stand_in_has_one() -> None:
    assert STAND_INS.keys() <= seeded()
