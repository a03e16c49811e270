"""The eight sections of the dashboard: the figures of each, how they went, and what they are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reference_server.contract.recovery import CODES
from reference_server.contract.telemetry import Figure, Line, Section, SectionId, Unit
from reference_server.services.telemetry.facts import Facts, Source, Words
from reference_server.services.telemetry.meaning import ALL, ANYTHING
from reference_server.services.telemetry.measures import (
    BYTES,
    ERROR_RATE,
    EVENTS,
    P50,
    P95,
    P99,
    PEOPLE,
    REQUESTS,
    USES,
    Measure,
    ratio,
)
from reference_server.store.tables import telemetry as tables


@dataclass(frozen=True)
class Shown:
    """A line of a chart: a measure of the rows with these words."""

    id: str
    label: str
    measure: Measure
    only: Mapping[str, str] = field(default_factory=dict)
    chart: str = "events"


@dataclass(frozen=True)
class Made:
    """How a section is made."""

    source: Source
    figures: Callable[[Facts], list[Figure]]
    lines: Sequence[Shown]

    def section(self, name: SectionId, facts: Facts) -> Section:
        """Return the section of these facts."""
        return Section(
            id=name,
            figures=self.figures(facts),
            lines=[line for measures in self._together() for line in _lines(facts, measures)],
            columns=self.source.columns,
            rows=facts.rows(),
        )

    def _together(self) -> list[list[Shown]]:
        """Return the lines by the rows that they are of, so that those are read once."""
        groups: dict[tuple[tuple[str, str], ...], list[Shown]] = {}
        for line in self.lines:
            groups.setdefault(tuple(line.only.items()), []).append(line)
        return list(groups.values())


def _lines(facts: Facts, shown: Sequence[Shown]) -> list[Line]:
    values = facts.over_time([line.measure for line in shown], shown[0].only)
    return [
        Line(id=line.id, label=line.label, unit=line.measure.unit, chart=line.chart, values=numbers)
        for line, numbers in zip(shown, values, strict=True)
    ]


def _figure(name: str, label: str, unit: Unit, value: float | None) -> Figure:
    return Figure(id=name, label=label, unit=unit, value=value)


def _activity(facts: Facts) -> list[Figure]:
    return [
        _figure("active_people", "People active", "count", facts.reading.people.get(ANYTHING, 0)),
        _figure("uses", "Uses by hand", "count", facts.whole.get("uses", 0)),
        _figure("people", "People in all", "count", facts.reading.now.people),
    ]


def _adoption(facts: Facts) -> list[Figure]:
    return [
        _figure("vaults", "People with a vault", "count", facts.reading.now.vaults),
        _figure("share", "Of all people", "ratio", ratio(facts.reading.now.vaults, facts.reading.now.people)),
        _figure("active_people", "Who used it", "count", facts.reading.people.get("vault", 0)),
    ]


def _vault(facts: Facts) -> list[Figure]:
    tried, opened = facts.count("unlock"), facts.count("unlock", "ok")
    return [
        _figure("unlock_attempts", "Tries to unlock", "count", tried),
        _figure("unlock_failures", "Of them failed", "ratio", ratio(tried - opened, tried)),
        _figure("recovery_codes", "Recovery codes made", "count", CODES * facts.count("recovery_codes", "ok")),
    ]


def _search(facts: Facts) -> list[Figure]:
    queries = facts.sums("query")
    return [
        _figure("queries", "Searches", "count", facts.count("query")),
        P50.figure(queries),
        P95.figure(queries),
    ]


def _watcher(facts: Facts) -> list[Figure]:
    ended, stored = facts.count("upload"), facts.count("upload", "ok")
    return [
        _figure("installs", "Watchers paired", "count", facts.reading.now.watchers),
        _figure("stored", "Files stored", "count", stored),
        _figure("bytes", "Volume stored", "bytes", facts.sums("upload", "ok").get("bytes", 0)),
        _figure("upload_failures", "Uploads that failed", "ratio", ratio(ended - stored, ended)),
    ]


def _sync(facts: Facts) -> list[Figure]:
    judged = facts.count()
    return [
        _figure("operations", "Changes received", "count", judged),
        _figure("conflicts", "In conflict", "ratio", ratio(facts.count("conflict"), judged)),
        _figure("oldest_waiting", "Oldest change waiting now", "seconds", facts.reading.waiting.oldest_seconds()),
    ]


def _performance(facts: Facts) -> list[Figure]:
    return [measure.figure(facts.whole) for measure in (REQUESTS, P50, P95, P99, ERROR_RATE)]


def _errors(facts: Facts) -> list[Figure]:
    ours = sum(sums.get("events", 0) for words, sums in facts.totals.items() if words[1] >= "500")
    return [
        _figure("refused", "Requests refused", "count", facts.count() - ours),
        _figure("failed", "Server errors", "count", ours),
    ]


def _sentence(words: Words) -> str:
    """Return words as a person reads them: ("set_up", "ok") -> Set up, ok."""
    return ", ".join(word.replace("_", " ") for word in words).capitalize()


def _as_it_is(words: Words) -> str:
    return " ".join(words)


TIMES = (P50, P95, P99)
QUERIES = {"event": "query"}
EVERY_ROUTE = {"method": ALL, "route": ALL}
SECTIONS: Mapping[SectionId, Made] = {
    "activity": Made(
        Source(tables.FEATURE_ENGAGEMENT, ("feature",), (USES, PEOPLE), _sentence, (ANYTHING,)),
        _activity,
        [Shown(of.id, of.label, of, {"feature": ANYTHING}, chart=of.id) for of in (PEOPLE, USES)],
    ),
    "sync": Made(
        Source(tables.SYNC_EVENTS, ("result", "feature"), (EVENTS,), _sentence),
        _sync,
        [Shown(each, _sentence((each,)), EVENTS, {"result": each}) for each in ("applied", "conflict", "rejected")],
    ),
    "e2ee": Made(
        Source(
            tables.FEATURE_ENGAGEMENT,
            ("feature",),
            (USES, PEOPLE),
            _sentence,
            (ANYTHING,),
            frozenset({"vault", "search"}),
        ),
        _adoption,
        [Shown(PEOPLE.id, "People who used the vault", PEOPLE, {"feature": "vault"})],
    ),
    "vault": Made(
        Source(tables.VAULT_EVENTS, ("event", "result"), (EVENTS,), _sentence),
        _vault,
        [
            Shown("unlocked", "Unlocked", EVENTS, {"event": "unlock", "result": "ok"}),
            Shown("wrong", "Wrong passphrase", EVENTS, {"event": "unlock", "result": "bad_passphrase"}),
        ],
    ),
    "search": Made(
        Source(tables.SEARCH_STATS, ("event", "result"), (EVENTS, *TIMES), _sentence),
        _search,
        [
            Shown("queries", "Searches", EVENTS, QUERIES),
            *[Shown(of.id, of.label, of, QUERIES, chart="times") for of in (P50, P95)],
        ],
    ),
    "watcher": Made(
        Source(tables.WATCHER_EVENTS, ("event", "result"), (EVENTS, BYTES), _sentence),
        _watcher,
        [
            Shown("stored", "Files stored", EVENTS, {"event": "upload", "result": "ok"}),
            Shown("failed", "Uploads that failed", EVENTS, {"event": "upload", "result": "failed"}),
        ],
    ),
    "performance": Made(
        Source(tables.REQUEST_STATS, ("method", "route"), (REQUESTS, *TIMES, ERROR_RATE), _as_it_is, (ALL, ALL)),
        _performance,
        [
            *[Shown(of.id, of.label, of, EVERY_ROUTE, chart="times") for of in (P50, P95)],
            Shown(REQUESTS.id, REQUESTS.label, REQUESTS, EVERY_ROUTE),
        ],
    ),
    "errors": Made(
        Source(tables.ERROR_EVENTS, ("problem", "code", "route"), (EVENTS,), _as_it_is),
        _errors,
        [Shown("events", "Refused or failed", EVENTS)],
    ),
}
"""By id. Which endpoint tells of which, `dashboard` says."""
