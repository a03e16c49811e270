"""Set up `.venv` from requirements.lock, with nothing but the standard library.

`make` calls it first; without make: `python3 qa/bootstrap.py`. A second run sees by a stamp that nothing changed and
ends at once. Exit codes: 0 ready, 1 with one line that says what is missing and what to type.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".lock-sha256"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
OLDEST = (3, 11)

COMMANDS = {"qa": "qa", "daw-watcher": "reference_server.watcher"}
POSIX_SCRIPT = """#!{python}
import sys
sys.path.insert(0, {root!r})
from {package}.__main__ import main
main()
"""
WINDOWS_SCRIPT = """@echo off
set "PYTHONPATH={root};%PYTHONPATH%"
"{python}" -m {package} %*
"""


def main() -> int:
    """Make the environment, or find that it is as the lock file wants it."""
    if sys.version_info < OLDEST:
        return fail(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 e2e"
        )
    wanted = hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes() + sys.version.encode()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return 0
    print("Setting up .venv from requirements.lock (once; about a minute) …", flush=True)
    try:
        install()
    except subprocess.CalledProcessError as error:
        return fail(f"`{' '.join(map(str, error.cmd))}` ended with {error.returncode}; its message stands above.")
    write_commands()
    STAMP.write_text(wanted, encoding="utf-8")
    return 0


def install() -> None:
    """Install exactly what the lock file names, each file checked by its hash; uv when it is there, else pip."""
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV], check=True)
        sync: list[str | Path] = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK]
        subprocess.run(sync, check=True)
        return
    make_venv()
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        LOCK,
    ]
    subprocess.run(pip, check=True)


def make_venv() -> None:
    """Create `.venv`; Debian and Ubuntu keep the module for that in a package of its own."""
    try:
        import ensurepip  # noqa: F401  (only its presence counts: without it, venv fails half-way)
    except ImportError:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not shutil.which("apt-get"):
            sys.exit(fail(f"Python's venv module is missing: install it ({package}) or uv, then try again."))
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        print(f"Installing {package} …", flush=True)
        subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True)
        subprocess.run([*sudo, "apt-get", "install", "-y", "-qq", package], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def write_commands() -> None:
    """Put our commands into the environment; the project is an application and never a wheel."""
    for name, package in COMMANDS.items():
        if WINDOWS:
            script = WINDOWS_SCRIPT.format(root=ROOT, python=PYTHON, package=package)
            (BIN / f"{name}.cmd").write_text(script, encoding="utf-8")
            continue
        command = BIN / name
        command.write_text(POSIX_SCRIPT.format(root=str(ROOT), python=PYTHON, package=package), encoding="utf-8")
        command.chmod(0o755)


def fail(message: str) -> int:
    """Say what is wrong on stderr and give the exit code."""
    print(f"set-up: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
