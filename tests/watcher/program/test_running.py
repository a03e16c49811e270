"""A watcher in the foreground: it answers commands, begins anew when it is asked to, and leaves nothing behind."""

import signal
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Self

import pytest

from fixtures.eventually import eventually
from reference_server.watcher.engine.engine import Engine
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.credentials import Credentials
from reference_server.watcher.local.errors import RunningError, SignedOutError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings, save
from reference_server.watcher.local.single import only_one
from reference_server.watcher.program import control
from reference_server.watcher.program.running import Running
from tests.watcher.bench import parts_of
from tests.watcher.made import WATCHER, HandClock
from tests.watcher.stubs import Product, StubServer, StubStore


class Life:
    """A watcher that lives in a thread of the test's."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.product = Product()
        self.ready = threading.Event()
        self.running = Running(home, self.begun, self.build)
        self.thread = threading.Thread(target=self.running.live)

    def build(self, home: Home, settings: Settings, _: Credentials) -> Parts:
        """Put its parts together, around a product in memory."""
        return parts_of(home, StubServer(self.product), StubStore(self.product), HandClock(), settings)

    def begun(self, _: Engine) -> None:
        """Note that it watches."""
        self.ready.set()

    def __enter__(self) -> Self:
        """Wait until it watches."""
        self.thread.start()
        assert self.ready.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end."""
        self.running.stop()
        self.thread.join(30)


@pytest.fixture
def life(home: Home, folder: Folder) -> Iterator[Life]:
    save(home.settings, Settings(folders=(folder,)))
    WATCHER.save(home.credentials)
    with Life(home) as life:
        yield life


def test_commands_are_answered(life: Life) -> None:
    assert control.ask(life.home, {"do": "ping"}) == {"ok": True}
    assert control.ask(life.home, {"do": "status"})["running"] is True
    assert "files" not in control.ask(life.home, {"do": "status"})["folders"][0]
    assert "files" in control.ask(life.home, {"do": "status", "files": True})["folders"][0]


@pytest.mark.parametrize("command", [{}, {"do": "delete everything"}, {"do": None}])
def test_what_is_no_command_is_not_done(life: Life, command: dict[str, Any]) -> None:
    assert control.ask(life.home, command) == {"ok": False}


def test_settings_are_taken_over_when_they_are_told_of(life: Life) -> None:
    save(life.home.settings, Settings(paused=True))

    assert control.ask(life.home, {"do": "reload"}) == {"ok": True}

    told = eventually(
        lambda: control.ask(life.home, {"do": "status"}),
        until=lambda told: not told["folders"],
        within=timedelta(seconds=20),
        awaiting="the folder to be watched no more",
    )
    assert told["paused"] is True


def test_what_was_set_while_it_began_is_taken_over(home: Home, folder: Folder) -> None:
    """Until commands can tell it of changes, it is told of none."""
    WATCHER.save(home.credentials)
    life = Life(home)
    build = life.build

    def build_slowly(home: Home, settings: Settings, lent: Credentials) -> Parts:
        save(home.settings, Settings(folders=(folder,)))
        return build(home, settings, lent)

    life.running.build = build_slowly
    with life:
        told = control.ask(home, {"do": "status"})

    assert [each["path"] for each in told["folders"]] == [folder.path]


def test_a_life_that_ends_leaves_no_note(life: Life) -> None:
    life.running.stop()
    life.thread.join(30)

    assert not life.home.running.exists()
    assert not control.is_running(life.home)


def test_a_new_sign_in_begins_a_new_life(life: Life) -> None:
    assert control.ask(life.home, {"do": "restart"}) == {"ok": True}
    life.thread.join(30)

    assert not life.thread.is_alive()
    assert life.running._again.is_set()


@pytest.fixture
def _own_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the handlers of the tests' process alone."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)


@pytest.mark.usefixtures("_own_signals")
def test_lives_follow_each_other_under_one_lock(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    running, lives = Running(home, lambda _: None), []

    def live() -> None:
        lives.append(refused(lambda: only_one(home).__enter__()))
        if len(lives) < 3:
            running._again.set()

    monkeypatch.setattr(running, "live", live)

    running.run()

    assert lives == [True, True, True]
    with only_one(home):
        pass


def refused(call: Callable[[], object]) -> bool:
    try:
        call()
    except RunningError:
        return True
    return False


@pytest.mark.usefixtures("_own_signals")
def test_a_watcher_that_is_signed_out_meanwhile_ends(home: Home) -> None:
    with pytest.raises(SignedOutError):
        Running(home, lambda _: None).run()

    with only_one(home):
        pass


@pytest.mark.usefixtures("_own_signals")
def test_a_signal_before_there_is_an_engine_ends_it(home: Home) -> None:
    WATCHER.save(home.credentials)
    life = Life(home)
    build = life.build

    def build_meanwhile(home: Home, settings: Settings, lent: Credentials) -> Parts:
        life.running.stop()
        return build(home, settings, lent)

    life.running.build = build_meanwhile
    life.thread = threading.Thread(target=life.running.run, daemon=True)
    life.thread.start()
    life.thread.join(10)

    assert not life.thread.is_alive()


@pytest.mark.usefixtures("_own_signals")
def test_a_signal_before_a_new_life_ends_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    running, lives = Running(home, lambda _: None), []

    def live() -> None:
        lives.append("another")
        running._again.set()
        running.stop()

    monkeypatch.setattr(running, "live", live)

    running.run()

    assert lives == ["another"]


def test_what_comes_before_the_first_life_is_not_done(home: Home) -> None:
    running = Running(home, lambda _: None)

    running.stop()

    assert running.answer({"do": "status"}) == {"ok": False}


def test_a_signal_ends_it_whatever_it_is_at(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Handlers run in the thread that was interrupted, here while that holds the lock by which it is woken."""
    handlers: list[Callable[..., object]] = []
    monkeypatch.setattr(signal, "signal", lambda _, handler: handlers.append(handler))
    WATCHER.save(home.credentials)
    life = Life(home)

    def interrupted(engine: Engine) -> None:
        with engine.parts.wake._cond:  # type: ignore[attr-defined]  # there is no other way to hold it
            handlers[0](signal.SIGTERM, None)

    life.running.ready = interrupted
    life.thread = threading.Thread(target=life.running.run, daemon=True)
    life.thread.start()
    life.thread.join(10)

    assert len(handlers) == 2
    assert not life.thread.is_alive()
