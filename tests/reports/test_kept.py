"""What a page shows of kept files is bounded, and comes from inside the run directory."""

from pathlib import Path

import pytest

from reports.evidence.models import Artifact
from reports.render import kept
from reports.render.kept import Keeper
from tests.reports.sample import png


def test_a_path_out_of_the_run_directory_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "run" / "artifacts").mkdir(parents=True)
    (tmp_path / "run" / "artifacts" / "link.txt").symlink_to(tmp_path / "secret.txt")
    forged = Artifact.model_construct(kind="console", path="../secret.txt")
    paths = ("artifacts/link.txt", "artifacts/none.txt", "artifacts")
    artifacts = [forged, *(Artifact.model_construct(kind="console", path=path) for path in paths)]

    read = [Keeper(tmp_path / "run").read(artifact) for artifact in artifacts]

    assert {(each.text, each.href, each.note) for each in read} == {
        (None, None, "left out: there is no such file in the run directory")
    }


def keep(run_dir: Path, name: str, content: bytes) -> str:
    """Keep a file in the run directory and give its path there."""
    place = run_dir / "artifacts" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(content)
    return f"artifacts/{name}"


def test_what_is_too_large_for_the_page_is_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PICTURE_BYTES", 10)
    lines = "".join(f"line {number}\n" for number in range(5_000))
    keeper = Keeper(tmp_path)

    shot = keeper.read(Artifact(kind="screenshot", path=keep(tmp_path, "shot.png", png(64, 64))))
    log = keeper.read(Artifact(kind="network", path=keep(tmp_path, "network.txt", lines.encode())))

    assert (shot.picture, shot.href) == (None, "../artifacts/shot.png")
    assert shot.note == "left out of the page, as it has 0.0 MB"
    assert (log.text or "").splitlines() == [f"line {number}" for number in range(4_800, 5_000)]
    assert log.note == "the last 200 lines; the file has 49 kB"


def test_all_pictures_together_stay_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = png(64, 64)
    monkeypatch.setattr(kept, "ALL_PICTURES_BYTES", 2 * len(picture))
    artifact = Artifact(kind="screenshot", path=keep(tmp_path, "shot.png", picture))
    keeper = Keeper(tmp_path)

    assert [keeper.read(artifact).picture is not None for _ in range(3)] == [True, True, False]
