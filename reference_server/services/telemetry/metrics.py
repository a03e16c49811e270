"""Metrics as Prometheus reads them (OpenMetrics: base units, counters in `_total`, few labels, nobody's name)."""

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from reference_server.latency import EDGES_S

disable_created_metrics()  # type: ignore[no-untyped-call]

Ask = Callable[[], float | Mapping[str, float] | None]


class Gauge(Collector):
    """A number that is asked for when it is read, for each value of its label; None where there is none now."""

    def __init__(self, name: str, description: str, ask: Ask, label: str | None) -> None:
        self.name = name
        self.description = description
        self.ask = ask
        self.label = label

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Say what it is, without asking."""
        return [GaugeMetricFamily(self.name, self.description)]

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Ask for it now."""
        told = self.ask()
        family = GaugeMetricFamily(self.name, self.description, labels=[self.label] if self.label else [])
        for value, number in (told if isinstance(told, Mapping) else {None: told}).items():
            if number is not None:
                family.add_metric([] if value is None else [value], number)
        yield family


class Metrics:
    """The counters, histograms and gauges of load-and-alerts.md, each with every value that its label may have."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = self._counter("http_requests", "Requests answered.", "route", "method", "code")
        self.request_seconds = self._seconds("http_request_duration_seconds", "Time until the answer ended.", "route")
        self.unlocks = self._counter("vault_unlocks", "Tries to unlock a vault.", "result")
        self.uploads = self._counter("watcher_uploads", "Uploads of watchers that came to an end.", "result")
        self.replays = self._counter("replay_operations", "Operations of devices that were judged.", "result")
        self.search_seconds = self._seconds("search_duration_seconds", "Time of an encrypted search.")
        self.sign_ins = self._counter("auth_attempts", "Tries to sign in.", "result")
        self.store_requests = self._counter(
            "object_store_requests", "Requests to the object store.", "operation", "result"
        )
        _begin_at_nothing(self.unlocks, "ok", "bad_passphrase", "error")
        _begin_at_nothing(self.uploads, "ok", "failed", "gave_up")
        _begin_at_nothing(self.replays, "applied", "conflict", "rejected")
        _begin_at_nothing(self.sign_ins, "ok", "bad_credentials", "locked", "rate_limited")
        for result in ("ok", "error"):
            self.store_requests.labels("put", result)

    def gauge(self, name: str, description: str, ask: Ask, label: str | None = None) -> None:
        """Add a number that is asked for at each reading."""
        self.registry.register(Gauge(f"passion_{name}", description, ask, label))

    def told(self, accept: str) -> tuple[bytes, str]:
        """Return everything in the form that the reader asks for, and that form's media type."""
        encode, media_type = choose_encoder(accept)
        return encode(self.registry), media_type

    def _counter(self, name: str, description: str, *labels: str) -> Counter:
        return Counter(f"passion_{name}", description, labels, registry=self.registry)

    def _seconds(self, name: str, description: str, *labels: str) -> Histogram:
        return Histogram(f"passion_{name}", description, labels, buckets=EDGES_S, registry=self.registry)


def _begin_at_nothing(counter: Counter, *results: str) -> None:
    # A rate needs a reading from before the first event.
    for result in results:
        counter.labels(result)
