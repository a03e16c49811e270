"""Progress on the screen: bars by area on a terminal, plain lines elsewhere."""

from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from qa.progress import Progress, TestEnd

_BAR_WIDTH = 24
_STYLES = {"passed": "green", "failed": "bold red", "skipped": "yellow"}


class View(Protocol):
    """Shows progress; a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def state(self, text: str) -> None:
        """Say what is being done now."""

    def update(self, progress: Progress, ended: list[TestEnd]) -> None:
        """Show the present counts and the tests that ended since the last call."""


class PlainView:
    """One line a test, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._state = ""
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def state(self, text: str) -> None:
        """Say what is being done now, once."""
        if text != self._state:
            self._state = text
            self._console.print(text)

    def update(self, progress: Progress, ended: list[TestEnd]) -> None:
        """Write the tests that ended."""
        for test in ended:
            self._shown += 1
            self._console.print(_line(test, f"[{self._shown:>3}/{progress.planned}] "), soft_wrap=True)


class TerminalView:
    """Bars by area at the bottom, failures above them as they come."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._state = ""
        self._progress = Progress()
        self._live = Live(console=console, refresh_per_second=8, transient=True, get_renderable=self._render)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def state(self, text: str) -> None:
        """Say what is being done now."""
        self._state = text

    def update(self, progress: Progress, ended: list[TestEnd]) -> None:
        """Write failures and skips above the bars."""
        self._progress = progress
        for test in ended:
            if test.result != "passed":
                self._console.print(_line(test))

    def _render(self) -> RenderableType:
        if not self._progress.planned:
            return Text(self._state)
        bars = Table.grid(padding=(0, 2))
        for name, area in self._progress.areas.items():
            style = _STYLES["failed" if area.failed else "passed"]
            bar = ProgressBar(area.planned, area.done, _BAR_WIDTH, complete_style=style, finished_style=style)
            failed = Text(f"{area.failed} failed", style=_STYLES["failed"]) if area.failed else Text()
            bars.add_row(name, bar, f"{area.done}/{area.planned}", failed)
        return Group(bars, Text(self._state, style="dim"))


def view_for(console: Console) -> View:
    """Give the view that fits where the output goes."""
    drawable = console.is_terminal and not console.is_dumb_terminal
    return TerminalView(console) if drawable else PlainView(console)


def _line(test: TestEnd, count: str = "") -> Text:
    line = Text(count)
    line.append(f"{test.result:<7}", style=_STYLES[test.result])
    line.append(f" {test.case:<12} {test.duration_s:5.1f} s")
    if test.message:
        line.append(f"  {test.message}")
    return line
