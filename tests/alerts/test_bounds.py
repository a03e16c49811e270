"""The bounds of layer 2, and the product and the receiver that it plays."""

import json
from math import inf

import httpx
import pytest

from load.alerts.live.bounds import Bounds, Change, change_to_take_effect
from load.alerts.live.exporter import Exporter, Kind, Level
from load.alerts.live.loopback import served
from load.alerts.live.receiver import Receiver

EVERY_S = [float(second) for second in range(30)]
CHANGE = Change(last_before=10.4, after=[11.3, 12.3, 13.3, 14.3, 15.3, 16.3, 17.3])


@pytest.mark.parametrize(
    ("window_s", "hold_s", "latest"),
    [
        (0, 0, 13),  # seen for certain at 12.3
        (0, 4, 17),
        (3, 0, 15),  # full at 14.3, and the scrape of 14.3 came then
        (3, 4, 19),
        (3.5, 4, 20),  # full at 14.8, seen for certain at 15.3
    ],
)
def test_the_latest_moment_is_told_by_scrapes_and_evaluations(window_s: float, hold_s: float, latest: float) -> None:
    bounds = change_to_take_effect(CHANGE, EVERY_S, window_s=window_s, hold_s=hold_s)

    assert bounds.earliest == pytest.approx(10.398 + hold_s)
    assert bounds.latest == latest


def test_an_evaluation_that_was_left_out_makes_it_later() -> None:
    slow = [moment for moment in EVERY_S if moment not in {13, 17, 18}]

    assert change_to_take_effect(CHANGE, slow, window_s=0, hold_s=4).latest == 19


def test_what_has_not_come_about_yet_is_not_late() -> None:
    assert change_to_take_effect(CHANGE, EVERY_S, window_s=60, hold_s=4).latest == inf


def test_too_early_and_too_late_are_told_with_how_much() -> None:
    bounds = Bounds(10, 12)

    assert [bounds.why_not(moment) for moment in (9.5, 10, 12, 12.25)] == [
        "0.500 s too early",
        None,
        None,
        "0.250 s too late",
    ]


def test_a_played_product_counts_by_the_time_that_passes_and_remembers_who_asked() -> None:
    exporter = Exporter({"asked_total": Level(Kind.RATE, 10, 1000), "age": Level(Kind.VALUE, 1, 2)})
    with served(exporter.answer) as address:
        for faulty in (False, True, True):
            exporter.become(faulty=faulty)
            answer = httpx.get(f"http://{address}/metrics").text

    first, _second, third = exporter.scrapes()
    assert "age 2\n" in answer
    assert float(answer.split()[1]) == pytest.approx(1000 * (third.came - first.came))
    assert [scrape.faulty for scrape in exporter.scrapes()] == [False, True, True]


def test_a_played_product_that_fails_is_refused_only_while_faulty() -> None:
    exporter = Exporter({}, fails=True)

    assert exporter.answer("/metrics", b"")[0] == 200
    exporter.become(faulty=True)
    assert exporter.answer("/metrics", b"")[0] == 503


def test_nobody_who_scrapes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("load.alerts.live.exporter.WITHIN_S", 0.01)

    with pytest.raises(TimeoutError, match=r"2 scrapes were awaited for 0\.01 s, and 0 came"):
        Exporter({}).wait_for_scrapes(2)


def told(receiver: Receiver, name: str, ends: str) -> None:
    alert = {"labels": {"alertname": name}, "startsAt": "2020-01-01T00:00:00.5Z", "endsAt": ends}
    receiver.answer("/api/v2/alerts", json.dumps([alert]).encode())


def test_one_that_is_over_is_not_taken_for_one_that_fires() -> None:
    receiver = Receiver()

    told(receiver, "A", "2020-01-01T00:05:00Z")
    told(receiver, "B", "2999-01-01T00:00:00Z")

    assert [(each.id, each.firing) for each in receiver.told()] == [("A", False), ("B", True)]
    assert receiver.told()[0].starts == pytest.approx(1577836800.5)


def test_what_is_posted_elsewhere_is_refused() -> None:
    assert Receiver().answer("/api/v1/alerts", b"[]")[0] == 404
