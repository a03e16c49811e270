"""Layer 2: a real Prometheus in compressed time tells of each alert: not too early or late, and not without cause."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from fixtures.monitoring.client import Prometheus
from fixtures.monitoring.durations import seconds
from fixtures.monitoring.rule_file import WATCHDOG, Rule, read_rule_file
from load.alerts.compressed import compressed, longest_window
from load.alerts.live.bounds import Change, change_to_take_effect
from load.alerts.live.exporter import Exporter, Scrape
from load.alerts.live.loopback import served
from load.alerts.live.prometheus import Watching, prometheus
from load.alerts.live.receiver import Receiver, Told
from load.alerts.live.script import SCRIPT, SHARES, Shares
from reference_server.monitoring.monitoring import RULES

FACTOR = 30
WITHIN_S = 180.0
SETTLED = 4  # scrapes
FAST = compressed(read_rule_file(RULES), FACTOR)
TRIED = {rule.id: rule for rule in FAST.rules() if rule.alert != WATCHDOG}
DOWN = "PassionTargetDown"
PRESENT = Shares(0, 0)


class Bench:
    """A played product of two instances, a Prometheus that watches it, and a receiver that it tells."""

    def __init__(self, program: str, folder: Path, ending: ExitStack) -> None:
        self.exporter, self.second = Exporter(SCRIPT), Exporter({}, fails=True)
        self.receiver = Receiver()
        targets = [ending.enter_context(served(each.answer)) for each in (self.exporter, self.second)]
        receivers = [ending.enter_context(served(self.receiver.answer))]
        url = ending.enter_context(prometheus(program, folder, Watching(FAST, targets, receivers)))
        self.prometheus = ending.enter_context(Prometheus(url))

    def exporter_of(self, rule: str) -> Exporter:
        """Return who plays the part that a rule is about."""
        return self.second if rule == DOWN else self.exporter

    def settle(self) -> float:
        """Wait until both instances are known for a while; return since when what fires counts."""
        for each in (self.exporter, self.second):
            each.wait_for_scrapes(SETTLED - len(each.scrapes()))
        return self.exporter.scrapes()[-1].answered

    def become(self, *, faulty: bool) -> float:
        """Change both instances; return when the last scrape before that had been answered."""
        return max(each.become(faulty=faulty) for each in (self.exporter, self.second))


@dataclass(frozen=True)
class Run:
    """What was told of each rule while a product broke and recovered, and when the rules were evaluated."""

    fired: Mapping[str, Told]
    over: Mapping[str, Told]
    evaluations: Sequence[float]


def first(told: Sequence[Told], since: float, *, firing: bool) -> dict[str, Told]:
    """Return for each rule what was told of it first that counts."""
    found: dict[str, Told] = {}
    for each in told:
        if each.firing == firing and each.starts >= since and each.id in TRIED:
            found.setdefault(each.id, each)
    return found


def play(bench: Bench) -> Run:
    """Let everything break at once, and everything recover."""
    bench.settle()
    receiver = bench.receiver
    faulty_since = bench.become(faulty=True)
    receiver.wait_until(lambda told: first(told, faulty_since, firing=True).keys() == TRIED.keys(), WITHIN_S)
    fired = first(receiver.told(), faulty_since, firing=True)
    bench.become(faulty=False)
    receiver.wait_until(lambda told: first(told, faulty_since, firing=False).keys() == fired.keys(), WITHIN_S)
    over = first(receiver.told(), faulty_since, firing=False)
    bench.exporter.wait_for_scrapes(2)
    evaluations = bench.prometheus.instants(f'ALERTS{{alertname="{WATCHDOG}"}}[30m]')
    return Run(fired, over, evaluations)


def changes(scrapes: Sequence[Scrape]) -> tuple[Change, Change]:
    """Return how a product became faulty, and how it became quiet again."""
    begins = next(place for place, scrape in enumerate(scrapes) if scrape.faulty)
    ends = next(place for place, scrape in enumerate(scrapes) if place > begins and not scrape.faulty)
    came = [scrape.came for scrape in scrapes]
    before = [scrape.answered for scrape in scrapes]
    return Change(before[begins - 1], came[begins:ends]), Change(before[ends - 1], came[ends:])


def problem(run: Run, rule: Rule, scrapes: Sequence[Scrape]) -> str | None:
    """Say what is wrong with what was told of a rule, or nothing."""
    if rule.id not in run.fired or rule.id not in run.over:
        return "did not fire" if rule.id not in run.fired else "was not over"
    window, shares, hold = float(longest_window(rule)), SHARES.get(rule.id, PRESENT), float(seconds(rule.hold))
    begins, ends = changes(scrapes)
    to_fire = change_to_take_effect(begins, run.evaluations, window_s=window * shares.to_fire, hold_s=hold)
    to_end = change_to_take_effect(ends, run.evaluations, window_s=window * shares.to_end, hold_s=0)
    if fires_wrongly := to_fire.why_not(run.fired[rule.id].starts):
        return f"fires {fires_wrongly}"
    ends_wrongly = to_end.why_not(run.over[rule.id].ends)
    return f"is over {ends_wrongly}" if ends_wrongly else None


def test_each_alert_is_told_in_time_and_none_without_cause(prometheus: str, tmp_path: Path) -> None:
    with ExitStack() as ending:
        bench, control = (Bench(prometheus, tmp_path / name, ending) for name in ("faulty", "control"))
        control_since = control.settle()
        run = play(bench)
        control.exporter.wait_for_scrapes(2)

    problems = {id_: problem(run, rule, bench.exporter_of(id_).scrapes()) for id_, rule in TRIED.items()}
    assert {id_: wrong for id_, wrong in problems.items() if wrong} == {}
    assert {id_: labels_of(told, id_) for id_, told in run.fired.items()} == {id_: TRIED[id_].labels for id_ in TRIED}
    beside = [told for told in control.receiver.told() if told.starts >= control_since]
    assert {told.id for told in beside} - {WATCHDOG} == set(), "told of a product just within its limits"
    for each in (bench, control):
        assert WATCHDOG in {told.id for told in each.receiver.told() if told.firing}


def labels_of(told: Told, rule: str) -> Mapping[str, str]:
    """Return the labels of an alert that its rule gives it."""
    return {name: value for name, value in told.labels.items() if name in TRIED[rule].labels}
