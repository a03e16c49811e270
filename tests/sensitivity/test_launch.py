"""The launcher of defective servers is strict, and stays on this machine."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from reference_server.faults.hits import counter
from reference_server.faults.launch import main, tell_in_build
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import LaunchError, PlacingError, overlay, place
from reference_server.faults.registry import BUILT_IN, Placeable
from reference_server.seams import Seams, default_seams
from reference_server.settings import Settings
from reports.sensitivity.models import Variant

FAULT = Fault(
    id="quests.lost",
    area="quests",
    title="Lost",
    symptom="It is lost.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-01"],
)


@pytest.fixture
def seams() -> Seams:
    return default_seams(Settings(database_url="sqlite:///unused.db"))


def test_an_unknown_fault_ends_the_start_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--fault", "quests.tick_lots"]) == 2

    assert "Did you mean 'quests.tick_lost'?" in capsys.readouterr().err


def test_a_server_for_others_is_never_defective(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PASSION_PUBLIC_URL", "https://passion.example")

    assert main(["--fault", "quests.tick_lost"]) == 2
    assert "serves loopback only" in capsys.readouterr().err


def test_the_list_says_all_that_the_matrix_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list", "--json"]) == 0

    variants = TypeAdapter(list[Variant]).validate_python(json.loads(capsys.readouterr().out))
    assert {variant.area for variant in variants} == {place.parent.name for place in BUILT_IN.glob("*/__init__.py")}


def test_a_fault_that_does_not_fit_is_named(seams: Seams) -> None:
    def apply(seams: Seams, hit: Hit) -> None:
        raise PlacingError("Quests.rewards does not exist")

    with pytest.raises(LaunchError, match=r"'quests\.lost' cannot be placed: Quests\.rewards does not exist"):
        place(seams, [Placeable(FAULT, apply, "server")], None)


def test_a_seam_that_is_gone_is_named(seams: Seams) -> None:
    def apply(seams: Seams, hit: Hit) -> None:
        seams.services.rewards.grant()  # type: ignore[attr-defined]  # that is the point

    with pytest.raises(LaunchError, match=r"'quests\.lost' cannot be placed:.*rewards"):
        place(seams, [Placeable(FAULT, apply, "server")], None)


def test_only_the_build_tells_of_defects(seams: Seams) -> None:
    before = seams.services.health.build()

    tell_in_build(seams, [])

    after = seams.services.health.build()
    assert after.version == f"{before.version}+seeded-fault"
    assert after == before.model_copy(update={"version": after.version, "digest": after.digest})


def test_a_defective_server_has_a_digest_of_its_own() -> None:
    """Evidence of one never stands for the real server's, nor for that of another one."""

    def digest(*faults: str) -> str:
        seams = default_seams(Settings(database_url="sqlite:///unused.db"))
        chosen = [Placeable(FAULT.model_copy(update={"id": fault}), harmless, "server") for fault in faults]
        tell_in_build(seams, chosen)
        return seams.services.health.build().digest

    def harmless(_seams: Seams, _hit: Hit) -> None:
        """Place nothing."""

    real = default_seams(Settings(database_url="sqlite:///unused.db")).services.health.build().digest
    assert len({real, digest(), digest("quests.lost"), digest("quests.lost", "quests.found")}) == 4
    assert digest("quests.lost") == digest("quests.lost")
    assert len(digest("quests.lost")) == len(real)


def test_an_overlay_replaces_its_text_and_counts_deliveries(seams: Seams, tmp_path: Path) -> None:
    hits = tmp_path / "hits"
    overlay(seams, "today.html", "No quest is open today.", "No quest was open.", counter("today.title", hits))

    assert b"No quest was open." in seams.assets.read("today.html")
    assert b"No session is planned." in seams.assets.read("focus.html")
    assert hits.read_text(encoding="utf-8").splitlines() == ["today.title"]


@pytest.mark.parametrize("text", ["No quest is open tomorrow.", "<"], ids=["gone", "not unique"])
def test_an_overlay_whose_text_does_not_match_exactly_once_is_refused(seams: Seams, text: str) -> None:
    with pytest.raises(PlacingError, match=r"today\.html.*times, not once"):
        overlay(seams, "today.html", text, "", counter("today.title", None))


def test_an_overlay_of_a_missing_file_is_refused(seams: Seams) -> None:
    with pytest.raises(PlacingError, match=r"there is no web file 'yesterday\.html'"):
        overlay(seams, "yesterday.html", "a", "b", counter("today.title", None))
