"""The sensitivity run as a page of the documentation."""

from reports.sensitivity.markdown import to_markdown
from tests.made.results import manifest
from tests.sensitivity.builders import matrix, trial


def test_each_variant_is_a_row_with_what_noticed_it() -> None:
    page = to_markdown(matrix(trial("quests.lost", "CP-AUTH-01", "CP-QUEST-01")), manifest())

    assert "**Holds.**" in page
    assert "| quests.lost | A title | killed as intended | 1 | CP-AUTH-01 **CP-QUEST-01** |" in page
    assert "| Detection | 1 of 1 active defects (100.0 %) |" in page


def test_a_text_cannot_break_the_table_or_become_markup() -> None:
    odd = trial("quests.lost", "CP-QUEST-01")
    odd = odd.model_copy(update={"variant": odd.variant.model_copy(update={"title": "a | <b>\n`c`"})})

    page = to_markdown(matrix(odd), manifest())

    assert "| a &#124; &#60;b&#62; &#96;c&#96; |" in page


def test_what_is_not_as_wanted_is_said_first() -> None:
    page = to_markdown(matrix(trial("quests.lost")), manifest())

    assert "**Broken.**" in page
    assert "- quests.lost: survived" in page


def test_without_a_benign_variant_nothing_is_said_about_false_alarms() -> None:
    killed = trial("quests.lost", "CP-QUEST-01")

    alone = to_markdown(matrix(killed), manifest())
    beside = to_markdown(matrix(killed, trial("benign.gzip", benign=True)), manifest())

    assert "**Holds.** Every defect that was tried was noticed; whether false alarms are raised was not tried." in alone
    assert "| False alarms | unknown: no benign variant was active |" in alone
    assert "**Holds.** Every defect that was tried was noticed, and no benign variant was minded." in beside
    assert "| False alarms | 0 of 1 active benign variants |" in beside


def test_a_quick_run_says_that_a_case_may_notice_more() -> None:
    whole = matrix(trial("quests.lost", "CP-QUEST-01"))

    assert "ends with the first failure" not in to_markdown(whole, manifest())
    assert "ends with the first failure" in to_markdown(whole.model_copy(update={"whole": False}), manifest())
