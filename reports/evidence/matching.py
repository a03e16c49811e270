"""Planned = collected = executed = reported, held against each other id by id."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from reports.evidence.attempts import NodeResult
from reports.evidence.models import Collected, Mismatch, Plan, PlannedCase
from reports.evidence.records import TestRecord


def function_of(node_id: str) -> str:
    """Return the test function of a node: its id without the parameters in brackets."""
    return node_id.partition("[")[0]


def find_mismatches(
    plan: Plan, collected: Collected, nodes: Mapping[str, NodeResult], tests: Sequence[TestRecord]
) -> list[Mismatch]:
    """Return every case or node where plan, collection and reports do not agree."""
    return [
        *_within_plan(plan),
        *(mismatch for case in plan.cases for mismatch in _within_case(case, collected)),
        *_beyond_plan(plan, collected, nodes),
        *_not_through(collected, nodes),
        *_contradicting(collected, tests),
    ]


def _within_plan(plan: Plan) -> Iterator[Mismatch]:
    for case_id, times in Counter(case.id for case in plan.cases).items():
        if times > 1:
            yield Mismatch(code="duplicate", id=case_id, detail=f"the plan holds {case_id} {times} times")
    for test, times in Counter(test for case in plan.cases for test in case.tests).items():
        if times > 1:
            yield Mismatch(code="duplicate", id=test, detail=f"{test} stands for {times} cases of the plan")


def _within_case(case: PlannedCase, collected: Collected) -> Iterator[Mismatch]:
    nodes = collected.nodes.get(case.id, [])
    if not case.selected:
        if nodes:
            yield Mismatch(code="extra", id=case.id, detail=f"{nodes[0]} was collected though not selected")
        return
    if not case.tests:
        yield Mismatch(code="missing", id=case.id, detail="no test exists for this case yet")
    for test in case.tests:
        if test not in {function_of(node_id) for node_id in nodes}:
            yield Mismatch(code="not_collected", id=case.id, detail=f"{test} was planned and not collected")
    for node_id in collected.dropped.get(case.id, []):
        yield Mismatch(code="not_collected", id=case.id, detail=f"{node_id} was deselected by another option")
    for node_id, times in Counter(nodes).items():
        if times > 1:
            yield Mismatch(code="duplicate", id=case.id, detail=f"{node_id} was collected {times} times")


def _beyond_plan(plan: Plan, collected: Collected, nodes: Mapping[str, NodeResult]) -> Iterator[Mismatch]:
    planned = {case.id: case for case in plan.cases}
    for case_id, node_ids in collected.nodes.items():
        for node_id in node_ids:
            if case_id not in planned or function_of(node_id) not in planned[case_id].tests:
                yield Mismatch(code="extra", id=case_id, detail=f"{node_id} is not in the plan of {case_id}")
    for node_id in collected.unplanned:
        yield Mismatch(code="extra", id=node_id, detail="collected, and no case of the plan names it")
    known = {node_id for node_ids in collected.nodes.values() for node_id in node_ids} | {*collected.unplanned}
    for node_id in nodes.keys() - known:
        yield Mismatch(code="extra", id=node_id, detail="reported, and never collected")


def _not_through(collected: Collected, nodes: Mapping[str, NodeResult]) -> Iterator[Mismatch]:
    for case_id, node_ids in collected.nodes.items():
        for node_id in node_ids:
            node = nodes.get(node_id)
            if node is None:
                yield Mismatch(code="not_reported", id=case_id, detail=f"{node_id} was collected and never reported")
            elif node.unfinished:
                yield Mismatch(code="not_reported", id=case_id, detail=f"{node_id} never came to its end")
            elif node.repeated:
                yield Mismatch(code="duplicate", id=case_id, detail=f"{node_id} was reported again without a retry")


def _contradicting(collected: Collected, tests: Sequence[TestRecord]) -> Iterator[Mismatch]:
    owner = {node_id: case_id for case_id, node_ids in collected.nodes.items() for node_id in node_ids}
    stated = {(record.nodeid, str(value)) for record in tests for value in record.values("case")}
    for node_id, case_id in sorted(stated):
        if owner.get(node_id, case_id) != case_id:
            yield Mismatch(code="extra", id=case_id, detail=f"{node_id} is collected for {owner[node_id]}")
