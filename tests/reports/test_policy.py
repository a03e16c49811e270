"""A policy that is wrong is refused, saying which file, which key, which value, and what would be valid."""

import hashlib
from pathlib import Path

import pytest

from reports.gates.policy import POLICIES, Policy, PolicyError, names
from reports.gates.registry import Registry
from reports.gates.rules.flaky import Flaky
from reports.gates.rules.whole import Whole

GOOD = """\
schema: 1
release: passion-os
title: Small
candidate: {max_age_hours: 24}
objectives:
  - {id: all, title: All, evidence: suite, select: {group: e2ee}, require: ["passed/planned == 100%"]}
"""


def refusal(text: str) -> str:
    with pytest.raises(PolicyError) as refused:
        Policy.parse(text.encode(), name="small", source="small.yaml")
    return str(refused.value)


def test_a_policy_is_identified_by_the_hash_of_its_bytes() -> None:
    policy = Policy.parse(GOOD.encode(), name="small", source="small.yaml")

    assert policy.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()


def test_every_rule_is_in_force_though_the_policy_names_one_only() -> None:
    policy = Policy.parse(GOOD.encode(), name="small", source="small.yaml")

    assert {rule.name for rule in policy.rules} == {
        "whole",
        "candidate",
        "defects",
        "catalogue",
        "recount",
        "flaky",
        "exceptions",
    }


@pytest.mark.parametrize(
    ("old", "new", "teaches"),
    [
        ("candidate:", "candidat:", ["small.yaml", "unknown key 'candidat'", "did you mean 'candidate'?", "flaky"]),
        ("max_age_hours: 24", "max_age: 24", ["candidate", "unknown key 'max_age'", "'max_age_hours'", "same_build"]),
        ("max_age_hours: 24", "max_age_hours: soon", ["candidate: max_age_hours", "'soon'", "integer"]),
        ("max_age_hours: 24", "max_age_hours: 0", ["candidate: max_age_hours", "greater than 0", "got 0"]),
        (
            "max_age_hours: 24",
            "max_age_hours: 999999999999",
            ["candidate: max_age_hours", "less than or equal to 8784"],
        ),
        (
            "max_age_hours: 24",
            "target_kinds: [stagin]",
            ["candidate: target_kinds.0", "'reference', 'staging' or 'url'", "got 'stagin'"],
        ),
        ("max_age_hours: 24", "target_kinds: []", ["candidate: target_kinds", "at least 1 item"]),
        ("require:", "requires:", ["objectives.0", "unknown key 'requires'", "did you mean 'require'?"]),
        ("group: e2ee", "grup: e2ee", ["objectives.0.select", "unknown key 'grup'", "did you mean 'group'?", "area"]),
        ("evidence: suite", "evidence: sweet", ["objectives.0.evidence", "'suite'", "'sweet'"]),
        ("passed/planned", "passd/planned", ["objectives.0.require.0", "did you mean 'passed/planned'?"]),
        ("100%", "100", ["objectives.0.require.0", "ends in %"]),
        ('["passed/planned == 100%"]', "[]", ["objectives.0.require", "at least 1 item"]),
        ("schema: 1", "schema: 2", ["schema", "Input should be 1", "got 2"]),
        ("schema: 1\n", "", ["schema", "missing"]),
        ("title: Small\n", "title: Small\ntitle: Twice\n", ["'title' is there twice"]),
        ("group: e2ee", "group: []", ["objectives.0.select.group", "at least 1 item"]),
        ("schema: 1", "schema: [", ["not valid YAML"]),
        (GOOD, "- just a list", ["not a mapping", "a policy has the keys"]),
        (GOOD, "", ["not a mapping", "a policy has the keys"]),
    ],
)
def test_a_mistake_is_named_with_what_would_be_valid(old: str, new: str, teaches: list[str]) -> None:
    message = refusal(GOOD.replace(old, new, 1))

    assert [part for part in teaches if part not in message] == []


def test_a_policy_without_objectives_is_refused() -> None:
    message = refusal(GOOD[: GOOD.index("objectives")] + "objectives: []")

    assert "objectives: List should have at least 1 item" in message


def test_two_objectives_of_one_id_are_refused() -> None:
    line = GOOD.splitlines()[-1]

    assert "two objectives have the id 'all'" in refusal(f"{GOOD}{line}\n")


@pytest.mark.parametrize(
    ("extra", "teaches"),
    [
        ("key: true, acceptable: ['passed/planned >= 90%']", "a key objective cannot have 'acceptable'"),
        ("acceptable: ['flaky <= 3']", "'acceptable' loosens 'flaky', which 'require' does not ask for"),
        ("acceptable: ['passed/planned >= 0%']", "this would hold with nothing passed"),
    ],
)
def test_acceptable_can_only_loosen_what_is_required_of_an_ordinary_objective(extra: str, teaches: str) -> None:
    assert teaches in refusal(GOOD.replace("id: all", f"id: all, {extra}"))


def test_an_unknown_policy_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(PolicyError, match="did you mean 'release'"):
        Policy.read("relase")


def test_a_policy_can_be_named_or_given_as_a_file(tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_bytes((POLICIES / "release.yaml").read_bytes())

    assert Policy.read(copy).sha256 == Policy.read("release").sha256
    assert names() == ("critical-path", "reference", "release")


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two rules share the name 'flaky'"):
        Registry([Flaky, Whole, Flaky])


def test_the_registry_refuses_thresholds_for_an_unknown_rule() -> None:
    with pytest.raises(KeyError, match="flakey"):
        Registry([Flaky]).configure({"flakey": {}})
