"""Which variants are tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import UserError
from qa.sensitivity.parts import Part, chosen
from qa.sensitivity.variants import draw, fits, meant
from tests.sensitivity.builders import variant

MANY = [variant(f"quests.v{number:02d}") for number in range(30)]


@given(size=st.integers(1, 40), seed=st.integers(0, 2**32 - 1))
def test_a_sample_is_drawn_again_by_its_seed(size: int, seed: int) -> None:
    drawn, sample = draw(MANY, size, seed, ["sensitivity", "--sample", str(size)])

    assert draw(MANY, size, seed, ["sensitivity", "--sample", str(size)]) == (drawn, sample)
    assert sample.again == f"qa sensitivity --sample {size} --seed {seed}"
    assert len(drawn) == min(size, 30)
    assert drawn == [each for each in MANY if each in drawn]
    assert (sample.of, sample.seed) == (30, seed)


def test_samples_of_other_seeds_differ() -> None:
    assert len({tuple(each.id for each in draw(MANY, 10, seed, [])[0]) for seed in range(20)}) > 10


def test_a_defect_fits_the_cases_that_it_is_meant_for_and_a_benign_variant_fits_all() -> None:
    assert fits(variant(kills=("CP-QUEST-01", "CP-QUEST-02")), frozenset({"CP-QUEST-02"}))
    assert not fits(variant(kills=("CP-QUEST-01",)), frozenset({"CP-QUEST-02"}))
    assert fits(variant("benign.gzip", benign=True), frozenset({"CP-QUEST-02"}))


ALL = ["CP-QUEST-01", "CP-QUEST-02", "CP-HABIT-01", "doctor/storage/put"]


def test_the_cases_meant_for_defects_are_those_of_the_choice_that_any_of_them_names() -> None:
    tried = [variant(kills=("CP-QUEST-02", "CP-HABIT-01")), variant("benign.gzip", benign=True)]

    assert meant(tried, ALL) == ["CP-QUEST-02", "CP-HABIT-01"]
    assert meant(tried, ALL[:2]) == ["CP-QUEST-02"]


def test_benign_variants_alone_are_tried_on_all_that_was_chosen() -> None:
    assert meant([variant("benign.gzip", benign=True)], ALL) == ALL


HEALTH = [
    variant("health.storage_not_asked", kills=("doctor/storage/put",)),
    variant("health.sync_not_tried", kills=("doctor/sync",)),
]


def test_without_a_choice_all_cases_take_part_and_the_checks_that_a_defect_names() -> None:
    ids = chosen([], HEALTH)

    assert ids[-2:] == ["doctor/storage/put", "doctor/sync"]
    assert len(ids) == 96


def test_the_doctor_is_chosen_by_its_name_or_by_a_check() -> None:
    assert chosen(["doctor"], HEALTH) == ["doctor/storage/put", "doctor/sync"]
    assert chosen(["doctor/sync"], HEALTH) == ["doctor/sync"]
    assert chosen(["CP-QUEST-01", "doctor/sync"], HEALTH) == ["CP-QUEST-01", "doctor/sync"]
    assert chosen(["CP-QUEST-01"], HEALTH) == ["CP-QUEST-01"]


def test_a_check_that_no_defect_names_is_not_chosen() -> None:
    with pytest.raises(UserError, match=r"'doctor/sinc'; did you mean 'doctor/sync'\?"):
        chosen(["doctor/sinc"], HEALTH)


def test_cases_and_checks_are_told_apart_and_either_may_take_no_part() -> None:
    assert Part.of(ALL) == Part(("CP-QUEST-01", "CP-QUEST-02", "CP-HABIT-01"), ("doctor/storage/put",))
    assert Part.of(["doctor/sync"]) == Part(None, ("doctor/sync",))
