"""A folder that is watched, a configuration folder, a clock, and a whole watcher on the bench."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings
from tests.watcher.bench import Bench
from tests.watcher.made import HandClock, folder_at


@pytest.fixture(autouse=True)
def _loopback_alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let nothing of this machine's network come in: no proxies, and no certificates, which take long to load."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path_factory.getbasetemp()))


@pytest.fixture
def clock() -> HandClock:
    """A clock that goes on only when it is told to."""
    return HandClock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The watched folder's path."""
    path = tmp_path / "Projects"
    path.mkdir()
    return path


@pytest.fixture
def folder(root: Path) -> Folder:
    """The watched folder."""
    return folder_at(root)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The watcher's configuration folder."""
    home = Home(tmp_path / "daw-watcher")
    home.make()
    return home


@pytest.fixture
def bench(home: Home, folder: Folder) -> Iterator[Bench]:
    """A watcher that watches the folder."""
    bench = Bench(home, Settings(folders=(folder,)))
    yield bench
    bench.close()
