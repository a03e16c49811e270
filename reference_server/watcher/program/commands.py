"""The command line of the watcher."""

import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reference_server.watcher import PROGRAM, VERSION
from reference_server.watcher.folders.roots import Roots
from reference_server.watcher.local import credentials, settings
from reference_server.watcher.local.errors import SignedOutError, UsageError, WatcherError
from reference_server.watcher.local.harmless import harmless
from reference_server.watcher.local.home import Home
from reference_server.watcher.program import control, words

if TYPE_CHECKING:
    from reference_server.watcher.engine.engine import Engine
    from reference_server.watcher.program.running import Build

# What asks and runs is imported late, so that a command which needs neither is there at once.

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.", metavar="")]
PathGiven = Annotated[Path, typer.Argument(metavar="FOLDER")]

app = typer.Typer(
    name=PROGRAM,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Backs folders of music projects up, encrypted on this machine, in the background.",
)


class Choice:
    """What `main` was given beyond the command line."""

    build: "Build | None" = None


def home() -> Home:
    """Return the configuration folder."""
    return Home.of(os.environ)


@app.callback(invoke_without_command=True)
def options(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version.", metavar="")] = False,
    check_updates: Annotated[
        bool, typer.Option("--check-updates", help="Look for a newer version, and fetch it.", metavar="")
    ] = False,
    as_json: Json = False,
) -> None:
    """Do what has no command of its own."""
    if version:
        print(json.dumps({"version": VERSION}) if as_json else f"{PROGRAM} {VERSION}")
        raise typer.Exit
    if check_updates:
        from reference_server.watcher.program.updates import check

        tell(check(home()), as_json=as_json)
        raise typer.Exit


@app.command("sign-in")
def sign_in(
    *,
    server: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where the product is.")] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="How this watcher is called there.")] = None,
    as_json: Json = False,
) -> None:
    """Let this watcher in: it shows a code, and you enter it in a browser whose vault is open.

    [bold]Example[/bold]: daw-watcher sign-in --server https://passion.example
    """
    from reference_server.watcher.product.signing_in import SigningIn

    here = home()
    here.make()
    present = settings.load(here.settings)
    address = server or present.server
    if address is None:
        raise UsageError("name the product's address: daw-watcher sign-in --server ADDRESS")
    signing = SigningIn(settings.at(present, address).server or address, name or platform.node() or PROGRAM)
    codes = signing.begin()
    shown = {key: codes[key] for key in ("user_code", "verification_uri_complete", "check_code", "device_id")}
    tell(shown, as_json=as_json, text=_invitation(codes))
    signing.wait(codes).save(here.credentials)
    with settings.changing(here) as present:  # anew: other commands had minutes to change them
        settings.save(here.settings, settings.at(present, address))
    _tell_running(here, "restart")
    tell({"signed_in": True}, as_json=as_json, text="Signed in. Watch a folder by: daw-watcher add FOLDER")


@app.command("sign-out")
def sign_out(*, as_json: Json = False) -> None:
    """Forget what lets this watcher in; what is stored stays. Remove it from your devices in a browser, too."""
    here = home()
    here.credentials.unlink(missing_ok=True)
    _tell_running(here, "restart")
    tell({"signed_out": True}, as_json=as_json, text="Signed out.")


@app.command()
def run(*, as_json: Json = False) -> None:
    """Watch and back up, in the foreground, until Ctrl-C."""
    from reference_server.watcher.engine.parts import default_parts
    from reference_server.watcher.program.running import Running

    def ready(engine: "Engine") -> None:
        count = len(engine.settings.folders)
        tell({"ready": True, "folders": count}, as_json=as_json, text=f"watching {count} folder(s); Ctrl-C stops")

    Running(home(), ready, Choice.build or default_parts).run()


@app.command()
def add(
    folder: PathGiven,
    *,
    hide_names: Annotated[
        bool, typer.Option("--hide-names", help="Show administrators no file names of this folder.", metavar="")
    ] = False,
    as_json: Json = False,
) -> None:
    """Watch a folder; what has taken the place of a watched one begins anew."""
    here = home()
    with settings.changing(here) as present:
        settings.save(here.settings, Roots(here).attach(present, folder, share_names=not hide_names))
    _tell_running(here, "reload")
    tell({"added": str(folder.resolve())}, as_json=as_json, text=f"watching {folder.resolve()}")


@app.command()
def remove(folder: PathGiven, *, as_json: Json = False) -> None:
    """Watch a folder no more; what is stored of it stays."""
    here = home()
    with settings.changing(here) as present:
        changed, gone = Roots(here).detach(present, folder)
        settings.save(here.settings, changed)
    _tell_running(here, "reload")
    tell({"removed": gone.path}, as_json=as_json, text=f"{gone.path} is watched no more; what is stored of it stays")


@app.command()
def status(
    *,
    as_json: Json = False,
    files: Annotated[bool, typer.Option("--files", help="Name every file and its state.", metavar="")] = False,
) -> None:
    """Tell what is synced, pending and failed, and why."""
    from reference_server.watcher.engine.status import of_rest

    here = home()
    if control.is_running(here):
        told = control.ask(here, {"do": "status", "files": files})
    else:
        told = of_rest(here, settings.load(here.settings), _credentials(here))
    if as_json:
        print(json.dumps(told))
    else:
        words.show(told)


@app.command()
def pause(*, as_json: Json = False) -> None:
    """Send nothing for now; it stays so after a restart."""
    _set_paused(paused=True)
    tell({"paused": True}, as_json=as_json, text="paused; go on by: daw-watcher resume")


@app.command()
def resume(*, as_json: Json = False) -> None:
    """Go on after a pause."""
    _set_paused(paused=False)
    tell({"paused": False}, as_json=as_json, text="going on")


@app.command("settings")
def show_settings(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show the settings, or change one.

    [bold]Example[/bold]: daw-watcher settings ignore_backups false
    """
    here = home()
    if name is not None:
        if value is None:
            raise UsageError(f"say what {name} is to be: daw-watcher settings {name} VALUE")
        with settings.changing(here) as present:
            settings.save(here.settings, settings.changed(present, name, value))
        _tell_running(here, "reload")
    document = json.loads(settings.load(here.settings).text())
    text = "\n".join(f"{key} = {json.dumps(document[key])}" for key in document if key != "schema")
    tell(document, as_json=as_json, text=text)


def tell(document: dict[str, Any], *, as_json: bool, text: str | None = None) -> None:
    """Print a result, for a program or for a person."""
    told = document.get("message", "") if text is None else text
    print(json.dumps(document) if as_json else told, flush=True)


def main(arguments: list[str] | None = None, build: "Build | None" = None) -> None:
    """Run a command, and leave with its exit code; `build` puts a running watcher's parts together."""
    Choice.build = None if build is None else staticmethod(build)
    guarded(lambda: app(arguments, prog_name=PROGRAM))


def guarded(command: Callable[[], object]) -> None:
    """Tell what a person can mend in one message, without a traceback."""
    try:
        command()
    except WatcherError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        sys.exit(error.exit_code)


def _invitation(codes: dict[str, Any]) -> str:
    return "\n".join(
        [
            f"Open this address in a browser where your vault is open: {harmless(codes['verification_uri_complete'])}",
            f"The code is {harmless(codes['user_code'])}.",
            f"The page must show this check code, or somebody is in between: {codes['check_code']}",
            "Waiting …",
        ]
    )


def _set_paused(*, paused: bool) -> None:
    here = home()
    with settings.changing(here) as present:
        settings.save(here.settings, present.model_copy(update={"paused": paused}))
    _tell_running(here, "reload")


def _tell_running(here: Home, what: str) -> None:
    if control.is_running(here):
        control.ask(here, {"do": what})


def _credentials(here: Home) -> credentials.Credentials | None:
    try:
        return credentials.load(here.credentials)
    except SignedOutError:
        return None
