"""Each seeded defect is well formed, names cases that exist, and fits the server as it is."""

from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr

from qa.doctor.validation import EXAMINATIONS
from qa.sensitivity.parts import PREFIX, is_check
from reference_server.faults.hits import counter
from reference_server.faults.model import BENIGN
from reference_server.faults.registry import BUILT_IN, Placeable, find_all
from reference_server.monitoring.monitoring import Monitoring
from reference_server.seams import default_seams
from reference_server.settings import ObjectStore, Settings
from reference_server.watcher.engine.parts import default_parts
from reference_server.watcher.local.credentials import Credentials
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Settings as WatcherSettings

CATALOGUE = Path(__file__).parents[2] / "suites" / "catalogue.yaml"
PLACEABLES = find_all([BUILT_IN])
DEFECTS = [each.fault for each in PLACEABLES if not each.fault.benign]


def cases_with_defects() -> set[str]:
    cases = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["cases"]
    areas = {fault.area for fault in DEFECTS}
    return {case["id"] for case in cases if case["area"] in areas}


SERVERS = [each for each in PLACEABLES if each.program == "server"]
WATCHERS = [each for each in PLACEABLES if each.program == "watcher"]


MONITORS = [each for each in PLACEABLES if each.program == "monitoring"]


@pytest.mark.parametrize("placeable", MONITORS, ids=[each.fault.id for each in MONITORS])
def test_the_fault_fits_the_monitoring_as_it_is(placeable: Placeable) -> None:
    placeable.apply(Monitoring(), counter(placeable.fault.id, None))


@pytest.mark.parametrize("placeable", WATCHERS, ids=[each.fault.id for each in WATCHERS])
def test_the_fault_fits_the_watcher_as_it_is(placeable: Placeable, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.make()
    parts = default_parts(home, WatcherSettings(), Credentials("http://127.0.0.1:9", "d", "u", "k", "t", bytes(32)))

    placeable.apply(parts, counter(placeable.fault.id, None))

    parts.close()


@pytest.mark.parametrize("placeable", SERVERS, ids=[each.fault.id for each in SERVERS])
def test_the_fault_fits_the_server_as_it_is(placeable: Placeable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {})
    monkeypatch.setattr("time.tzset", lambda: None, raising=False)  # Windows has none
    store = ObjectStore(url="http://127.0.0.1:9", access_key=SecretStr("key"), secret_key=SecretStr("secret"))
    seams = default_seams(Settings(database_url="sqlite:///unused.db", store=store))

    placeable.apply(seams, counter(placeable.fault.id, None))


def test_the_named_cases_exist() -> None:
    named = {case for fault in DEFECTS for case in fault.kills if not is_check(case)}

    assert named <= cases_with_defects()


def test_the_named_checks_of_the_doctor_exist() -> None:
    named = {name for fault in DEFECTS for name in fault.kills if is_check(name)}

    assert named
    assert named <= {PREFIX + examination.name for examination in EXAMINATIONS}


def test_each_health_endpoint_has_a_defect() -> None:
    endpoints = {"overall", "live", "ready", "database", "migrations", "storage", "identity", "sync"}

    assert endpoints == {fault.id.removeprefix("health.").split("_")[0] for fault in DEFECTS if fault.area == "health"}


def test_each_case_has_at_least_two_defects_to_notice() -> None:
    counts = {case: sum(case in fault.kills for fault in DEFECTS) for case in cases_with_defects()}

    assert {case: count for case, count in counts.items() if count < 2} == {}


def test_there_are_enough_defects_and_benign_variants() -> None:
    benign = [each for each in PLACEABLES if each.fault.area == BENIGN]

    assert len(DEFECTS) >= 36
    assert len(benign) >= 10


def test_titles_are_unique() -> None:
    titles = [each.fault.title for each in PLACEABLES]

    assert len(set(titles)) == len(titles)


def test_hits_are_counted_in_the_side_file_alone(tmp_path: Path) -> None:
    hits = tmp_path / "hits"

    for _ in range(3):
        counter("quests.lost", hits)()
    counter("quests.lost", None)()

    assert hits.read_text(encoding="utf-8").splitlines() == ["quests.lost"] * 3


def test_neither_server_nor_suite_knows_a_defect_by_name() -> None:
    root = CATALOGUE.parents[1]
    files = [
        path
        for room in ("reference_server", "suites", "fixtures")
        for path in (root / room).rglob("*.py")
        if BUILT_IN not in path.parents
    ]

    known = {(path.name, fault.id) for path in files for fault in DEFECTS if fault.id in path.read_text("utf-8")}

    assert known == set()
