"""Two commands that change the settings at once: neither loses what the other has saved."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from fixtures.oracle.pairing import hand_over
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings, load, save
from reference_server.watcher.local.single import one_by_one
from tests.watcher.command_line import do
from tests.watcher.loopback import Asked, site
from tests.watcher.made import KEY, TOKEN, WATCHER

ENOUGH_S = 0.2
"""Time in which a command that does not wait has loaded the settings."""


@pytest.fixture(autouse=True)
def configured(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find the configuration folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.folder.parent))


@pytest.fixture
def product(folder: Folder, home: Home) -> Iterator[str]:
    """A product whose person adds a folder by another command before letting the watcher in."""
    keys: list[str] = []

    def answer(asked: Asked) -> tuple[int, bytes]:
        form = {name: values[0] for name, values in parse_qs(asked.content.decode()).items()}
        names = {"user_id": WATCHER.user_id, "device_id": WATCHER.device_id, "kid": WATCHER.kid}
        if asked.path == "/api/auth/device":
            keys.append(form["public_key"])
            codes = {"device_code": "d", "user_code": "BCDF", "verification_uri_complete": "https://u/?code=B"}
            return 200, json.dumps({**codes, "device_id": WATCHER.device_id, "interval": 1, "expires_in": 60}).encode()
        save(home.settings, Settings(folders=(folder,)))
        key = hand_over(KEY, **names, public_key=keys[0])
        return 200, json.dumps({**names, "access_token": TOKEN, "key": key}).encode()

    with site(answer) as place:
        yield place.url


def test_what_is_set_while_somebody_signs_in_stays(
    home: Home, folder: Folder, product: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reference_server.watcher.product.signing_in.FIRST_S", 0.0)

    assert do("sign-in", "--server", product).code == 0

    assert load(home.settings) == Settings(server=product, folders=(folder,))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["add", "{root}"], lambda settings: len(settings.folders) == 1),
        (["remove", "{gone}"], lambda settings: settings.folders == ()),
        (["pause"], lambda settings: settings.paused),
        (["settings", "ignore_backups", "false"], lambda settings: not settings.ignore_backups),
    ],
    ids=["add", "remove", "pause", "settings"],
)
def test_a_command_begins_with_what_the_one_before_has_saved(
    home: Home, root: Path, tmp_path: Path, words: list[str], kept: Callable[[Settings], bool]
) -> None:
    gone = Folder(id="0", path=str(tmp_path / "gone"))
    present = Settings(folders=(gone,) if words[0] == "remove" else ())
    save(home.settings, present)
    command = threading.Thread(target=do, args=[word.format(root=root, gone=gone.path) for word in words])

    with one_by_one(home.folder / "settings.lock"):
        command.start()
        command.join(ENOUGH_S)
        save(home.settings, present.model_copy(update={"scan_seconds": 7}))
    command.join(30)

    saved = load(home.settings)
    assert (saved.scan_seconds, kept(saved)) == (7, True)


def test_a_change_that_fails_lets_the_next_one_in(home: Home, root: Path) -> None:
    assert do("add", str(root / "gone")).code == 2

    assert do("pause").code == 0
