"""Every command helps, speaks JSON where programs read, and tells a mistake in one clear message."""

import json
import re
from pathlib import Path

import pytest

from tests.qa.commands import qa, qa_process

COMMANDS = [
    ("run",),
    ("gate",),
    ("report",),
    ("serve",),
    ("doctor",),
    ("catalogue", "list"),
    ("catalogue", "show"),
    ("targets", "list"),
    ("targets", "show"),
    ("browsers", "list"),
    ("browsers", "install"),
    ("sensitivity",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_says_what_it_does_and_shows_an_example(command: tuple[str, ...]) -> None:
    done = qa(*command, "--help")

    assert done.returncode == 0
    examples = done.stdout.partition("Examples")[2]
    assert f"qa {' '.join(command)}" in examples
    assert "\x1b" not in done.stdout


def test_every_command_of_the_help_is_tested_here() -> None:
    listed = set(re.findall(r"^│ ([a-z]+)  ", qa("--help").stdout, re.MULTILINE))

    assert listed == {command[0] for command in COMMANDS}


def test_no_command_at_all_shows_the_help() -> None:
    done = qa()

    assert "Commands" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rum",), "No such command 'rum'. Did you mean 'run'?"),
        (("run", "--tarqet", "x"), "--target"),
        (("run", "-n", "0"), "greater than or equal to 1"),
        (("run", "CP-FOCSU-02"), "did you mean 'CP-FOCUS-02'"),
        (("run", "--target", "referense"), "did you mean 'reference'"),
        (("run", "--target", "ftp://host"), "begins with http:// or https://"),
        (("run", "--target", "http://ann:geheim@host"), "carries no credentials"),
        (("run", "--target", "http://host:port"), "Invalid port: 'port'"),
        (("run", "--targets-file", "nowhere.yaml"), "nowhere.yaml: cannot be read"),
        (("run", "--policy", "critical-paths"), "did you mean 'critical-path'"),
        (("run", "--browser-path", "nowhere/chrome"), "there is no such file"),
        (("gate", "--policy", "relase"), "did you mean 'release'"),
        (("report", "--run-root", "nowhere"), "there is no suite run in nowhere yet; make one with: qa run"),
        (("report", "abcd", "--run-root", "nowhere"), "there is no run 'abcd' in nowhere"),
        (("catalogue", "list", "--group", "critical"), "there is no group 'critical'"),
        (("catalogue", "show", "CP-FOCSU-02"), "did you mean 'CP-FOCUS-02'"),
        (("targets", "show", "stagin"), "did you mean 'staging'"),
        (("targets", "list", "--targets-file", "nowhere.yaml"), "nowhere.yaml: cannot be read"),
        (("doctor", "--target", "stagin"), "did you mean 'staging'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_ends_with_2_and_a_message(words: tuple[str, ...], said: str) -> None:
    done = qa(*words)
    message = re.sub(r"\s*[│╭╰─╮╯\n]\s*", " ", done.stderr)

    assert done.returncode == 2
    assert said in message
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr


def test_a_policy_with_a_mistake_names_file_and_key(tmp_path: Path) -> None:
    policy = tmp_path / "mine.yaml"
    policy.write_text("schema: 1\nrelease: x\ntitel: y\n", encoding="utf-8")
    done = qa("gate", "--policy", str(policy))

    assert done.returncode == 2
    assert "mine.yaml" in done.stderr
    assert "titel" in done.stderr
    assert "'title'" in done.stderr


def test_the_catalogue_as_json_has_the_94_cases() -> None:
    cases = json.loads(qa("catalogue", "list", "--json").stdout)

    assert len(cases) == 94
    assert cases[0].keys() == {"id", "group", "area", "title", "shows"}


def test_the_catalogue_lists_one_group() -> None:
    done = qa("catalogue", "list", "--group", "critical_path")

    assert "20 cases" in done.stdout
    assert "CP-AUTH-01" in done.stdout
    assert "E2-LOCK-01" not in done.stdout


def test_a_case_says_what_it_shows_and_how_to_run_it() -> None:
    done = qa("catalogue", "show", "CP-FOCUS-01")

    assert "exactly the planned minutes" in done.stdout
    assert "qa run CP-FOCUS-01" in done.stdout
    assert json.loads(qa("catalogue", "show", "CP-FOCUS-01", "--json").stdout)["id"] == "CP-FOCUS-01"


def test_targets_are_listed_and_their_secrets_only_named() -> None:
    environment = {"PASSION_STAGING_ACCESS_ID": "geheim"}
    listed = json.loads(qa("targets", "list", "--json").stdout)
    shown = qa("targets", "show", "staging", environment=environment).stdout

    assert [target["name"] for target in listed] == [
        "reference",
        "reference-postgresql",
        "reference-watched",
        "staging",
    ]
    assert "$PASSION_STAGING_ACCESS_ID (set)" in shown
    assert "$PASSION_STAGING_ACCESS_SECRET (NOT set)" in shown
    assert "geheim" not in shown


def test_a_url_is_a_target_too() -> None:
    shown = json.loads(qa("targets", "show", "http://127.0.0.1:8080", "--json").stdout)

    assert (shown["kind"], shown["address"]) == ("url", "http://127.0.0.1:8080")


def test_browsers_are_listed_with_the_one_that_a_run_takes_first() -> None:
    browsers = json.loads(qa("browsers", "list", "--json").stdout)

    assert browsers[0].keys() == {"name", "path", "kind"}


def test_installing_what_is_there_does_nothing() -> None:
    done = qa("browsers", "install", "--if-missing")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_doctor_finds_this_machine_well() -> None:
    done = qa_process("doctor", "--json")
    said = json.loads(done.stdout)
    checks = {check["what"]: check for check in said["checks"]}

    assert [check for check in checks.values() if check["state"] == "failed"] == []
    assert (done.returncode, said["verdict"], said["target"]) == (0, "ok", None)
    assert {"Python", "packages", "browser", "ports", "disk", "git"} <= checks.keys()


def test_the_doctor_starts_the_reference_server_once(tmp_path: Path) -> None:
    done = qa_process("doctor", "--target", "reference", "--json", "--run-root", str(tmp_path))
    said = json.loads(done.stdout)
    checks = {check["what"]: check["state"] for check in said["checks"]}

    assert (checks["health/agreement"], checks["sign-in"], checks["watcher"]) == ("ok", "ok", "ok")
    assert done.returncode == said["exit_code"]


def test_completion_works() -> None:
    done = qa_process(environment={"_QA_COMPLETE": "complete_bash", "COMP_WORDS": "qa catal", "COMP_CWORD": "1"})

    assert done.stdout.split() == ["catalogue"]


def test_no_color_and_no_terminal_mean_no_escape_codes() -> None:
    done = qa_process("doctor", environment={"NO_COLOR": "1"})

    assert "\x1b" not in done.stdout + done.stderr


def test_no_color_is_honoured_on_a_terminal() -> None:
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm"}
    coloured = qa("doctor", environment={**terminal, "NO_COLOR": ""}).stdout  # CI may have set it
    plain = qa("doctor", environment={**terminal, "NO_COLOR": "1"}).stdout

    assert "\x1b[32m" in coloured
    assert "\x1b[3" not in plain


def test_help_is_quick_as_heavy_imports_wait() -> None:
    heavy = ("playwright", "httpx", "pytest", "fastapi", "sqlalchemy", "yaml", "rich.live")
    done = qa_process("--help", environment={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")}

    assert imported
    assert imported.isdisjoint(heavy)
