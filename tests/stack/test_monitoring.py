"""`qa serve --prometheus`: the product is watched by a Prometheus of its own, which goes when it goes."""

import json
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from fixtures.eventually import eventually
from fixtures.monitoring.client import Prometheus
from fixtures.monitoring.rule_file import RuleFileError, read_rule_file
from reference_server.faults.hits import VARIABLE
from reference_server.monitoring.monitoring import RULES, Monitoring
from reference_server.monitoring.programs import ALERTMANAGER, PROMETHEUS, ProgramMissingError, find
from reference_server.stack.daemon import DaemonError, daemon
from tests.qa.commands import qa_process
from tests.qa.processes import alive_after, program

SERVE = ("serve", "--json", "--ephemeral", "--prometheus")


def test_it_scrapes_the_product_and_knows_the_rules(prometheus: str, alertmanager: str) -> None:
    with program("qa", *SERVE) as server:
        ready = server.lines_until("ready")[-1]
        with Prometheus(ready["prometheus"]) as watching:
            (target,) = eventually(watching.targets, until=bool, within=timedelta(seconds=30))  # it looks every 5 s
            rules = watching.rules()
        family = server.family()
        listening = {
            connection.laddr.ip
            for process in family
            for connection in process.net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN
        }
        folder = Path(ready["log"]).parent.parent
        server.process.terminate()
        code = server.wait()

    assert (ready["prometheus"], {"alertmanager"}) == (
        ready["parts"]["prometheus"],
        ready["parts"].keys() & {"alertmanager"},
    )
    assert target.url == f"{ready['url']}/metrics"
    assert target.labels["job"] == "passion-os"
    assert [rule.id for rule in rules] == [rule.id for rule in read_rule_file(RULES).rules()]
    assert listening == {"127.0.0.1"}
    assert (code, alive_after(family), folder.exists(), server.errors()) == (0, [], False, "")


def test_killing_it_leaves_no_part(prometheus: str) -> None:
    with program("qa", *SERVE) as server:
        server.lines_until("ready")
        family = server.family()
        server.process.kill()

        assert {Path(process.exe()).name for process in family} & {Path(prometheus).name}
        assert alive_after(family) == []


@pytest.mark.parametrize("part", ["prometheus", "alertmanager"])
def test_when_it_dies_all_stop_with_a_clear_line(part: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(part)
    with program("qa", *SERVE) as server:
        server.lines_until("ready")
        family = server.family()
        next(each for each in family if each.cmdline()[0] == path).kill()

        assert server.wait() == 1
        assert alive_after(family) == []
        assert server.errors().startswith(f"qa serve: the part {part!r} ended by itself (exit code 1)")
        assert f"{part} ended by itself" in server.errors()


def test_without_an_alertmanager_prometheus_runs_alone(prometheus: str) -> None:
    with program("qa", *SERVE, environment={ALERTMANAGER.setting: "/nowhere"}) as server:
        ready = server.lines_until("ready")[-1]

    assert ready["prometheus"]
    assert "alertmanager" not in ready["parts"]


def test_a_fault_of_the_alerts_reaches_prometheus_and_its_hits_the_side_file(prometheus: str, tmp_path: Path) -> None:
    hits, name = tmp_path / "hits", "alerts.rules_not_loaded"
    with program("qa", *SERVE, "--fault", name, environment={VARIABLE: str(hits)}) as server:
        ready = server.lines_until("ready")[-1]
        with Prometheus(ready["prometheus"]) as watching:
            assert watching.rules() == []

    assert hits.read_text(encoding="utf-8").splitlines() == [name]


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        ((), {PROMETHEUS.setting: "/nowhere"}, "PASSION_PROMETHEUS names '/nowhere', and that is no program"),
        (("--alert-webhook", "http://127.0.0.1:9"), {ALERTMANAGER.setting: "/nowhere"}, "PASSION_ALERTMANAGER names"),
    ],
)
def test_what_is_missing_is_said_in_one_line(
    words: tuple[str, ...], environment: dict[str, str], said: str, prometheus: str
) -> None:
    done = qa_process(*SERVE, *words, environment=environment)

    assert done.returncode == 2
    assert done.stderr.startswith("qa serve: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_webhook_without_anybody_who_watches_is_a_mistake() -> None:
    done = qa_process("serve", "--ephemeral", "--alert-webhook", "http://127.0.0.1:9")

    assert done.returncode == 2
    assert "--alert-webhook needs --prometheus" in done.stderr


def test_a_missing_program_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ProgramMissingError, match="apt install prometheus-alertmanager") as missing:
        find(ALERTMANAGER)

    assert missing.value.program == ALERTMANAGER
    assert "PASSION_ALERTMANAGER" in str(missing.value)


@pytest.mark.parametrize("name", ["alertmanager", "prometheus-alertmanager"])
def test_it_is_found_by_either_name(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find(ALERTMANAGER) == str(tmp_path / name)


def test_a_path_of_the_product_is_kept() -> None:
    settings = Monitoring().prometheus("http://127.0.0.1:80/passion", Path("rules"), [])

    assert settings["scrape_configs"][0]["metrics_path"] == "/passion/metrics"
    assert settings["scrape_configs"][0]["static_configs"] == [{"targets": ["127.0.0.1:80"]}]


def test_a_program_that_does_not_start_says_why(prometheus: str) -> None:
    with (
        pytest.raises(DaemonError, match="Error loading config"),
        daemon([prometheus, "--config.file=/nowhere.yaml"], ended=lambda: None),
    ):
        pass


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("groups: [", "is not valid YAML"),
        ("groups: [{name: g, rules: [{alert: A}]}]", "is not as alerting rules are, at groups.0.rules.0.expr"),
        (json.dumps({"groups": [{"name": "g", "rules": [{"alert": "A", "expr": "1", "fro": "1m"}]}]}), "rules.0.fro"),
    ],
)
def test_a_rule_file_with_a_mistake_is_told(content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(RuleFileError, match=f"the rule file {file}.*{said}"):
        read_rule_file(file)
