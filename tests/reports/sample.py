"""A run as it really looks: passes, failures with artifacts, a crash, a skip, a flaky pass, groups not built yet."""

import json
import struct
import zlib
from datetime import timedelta
from pathlib import Path

from reports.evidence.models import Artifact, Attempt, CaseResult, Outcome, Reproduction, SuiteEvidence
from tests.made.results import CASES, STARTED, evidence

AREAS = {
    "auth": [
        "Signing in through the identity provider lands on Today",
        "Google and Microsoft buttons each start their own provider's flow",
        "A signed-out visitor is sent to sign in and then to the page asked for",
        "Signing out ends the session everywhere it could be replayed",
        "Forged, replayed and expired sign-in callbacks are refused",
    ],
    "today": [
        "Today shows exactly what is due today, for this person alone",
        "Completing something on Today completes it on its own page",
        "The day turns at the person's own midnight",
    ],
    "focus": [
        "A focus session counts down and credits its minutes once",
        "Pausing and reloading neither lose nor invent time",
        "An abandoned session is recorded and credits nothing",
        "One person has at most one running session across devices",
    ],
    "quest": [
        "A quest with steps is created and survives a reload",
        "Ticking steps moves progress and completion is rewarded once",
        "An edited quest shows its new text everywhere, an archived one leaves Today",
        "Invalid quests are refused with a message at the field and store nothing",
    ],
    "habit": [
        "Checking in starts a streak",
        "Streaks grow day by day and break on a missed day",
        "A second check-in on the same day counts once",
        "Undoing a check-in restores the streak that was",
    ],
}
FOCUS_TEST = "suites/critical_path/test_focus.py::test_9"
MARKUP = "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>"
AWAITED = """\
awaited: "Time left" of Deep work to read 24:30 on phone, after a reload
for:     5.0 s, 12 looks
last:    25:00
at:      suites/critical_path/test_focus.py:48 test_pausing_and_reloading_neither_lose_nor_invent_time"""
LONG = (
    "expected 422, got 201 for POST /api/quests with the title "
    + MARKUP
    + "\nanswer: "
    + json.dumps({"title": "ü" * 300, "notes": "x" * 500})
    + "\n"
    + "\n".join(f"  step {number}: a line of a message that goes on and on" for number in range(1, 19))
)


def png(width: int, height: int, shade: int = 0xE8) -> bytes:
    """Make a plain picture with a bar at the top, as a stand-in for a screenshot."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(
        b"\0" + bytes([0x35, 0x50, 0x9A] if row < height // 10 else [shade, shade, shade + 6]) * width
        for row in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _write_artifacts(folder: Path) -> list[Artifact]:
    request = {"event": "request", "method": "POST", "route": "/api/focus/{id}/pause", "status": 200, "duration_ms": 7}
    log = [{"ts": "2026-11-22T11:00:31Z", "level": "info", **request, "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}]
    texts = {
        "console": f"[log] focus: resumed from cache\n[error] {MARKUP}\n",
        "network": "".join(f"GET /api/focus/current 200 {number} ms\n" for number in range(320)),
        "server_log": "".join(json.dumps(line) + "\n" for line in log),
    }
    folder.mkdir(parents=True)
    (folder / "phone.png").write_bytes(png(640, 400))
    (folder / "trace.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    kept = [Artifact(kind="screenshot", path="artifacts/CP-FOCUS-02/phone.png", device="phone")]
    for kind, text in texts.items():
        (folder / f"{kind}.txt").write_text(text, encoding="utf-8")
        kept.append(
            Artifact.model_validate({"kind": kind, "path": f"artifacts/CP-FOCUS-02/{kind}.txt", "device": "phone"})
        )
    return kept


def _case(id_: str, title: str, outcome: Outcome, number: int, **changes: object) -> CaseResult:
    area = id_.split("-")[1].lower()
    attempt = {
        "node_id": f"suites/critical_path/test_{area}.py::test_{number}",
        "outcome": outcome,
        "duration_s": 0.6 + (number * 37 % 50) / 20,
        "worker": f"gw{number % 2}",
        "started_at": STARTED + timedelta(seconds=number),
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    }
    message = changes.pop("message", None)
    attempts = [attempt | {"message": message, "artifacts": changes.pop("artifacts", [])}]
    fields = {
        "id": id_,
        "group": "critical_path",
        "area": area,
        "title": title,
        "outcome": outcome,
        "attempts": attempts,
    }
    return CaseResult.model_validate(fields | changes)


def _critical_path(run_dir: Path) -> list[CaseResult]:
    titles = {
        f"CP-{area.upper()}-{number:02d}": title
        for area, of_area in AREAS.items()
        for number, title in enumerate(of_area, start=1)
    }
    trace = Artifact(kind="trace", path="artifacts/CP-FOCUS-02/trace.zip")
    odd: dict[str, dict[str, object]] = {
        "CP-FOCUS-02": {
            "outcome": Outcome.FAILED,
            "message": AWAITED,
            "artifacts": _write_artifacts(run_dir / "artifacts" / "CP-FOCUS-02"),
            "reproductions": [Reproduction(node_id=FOCUS_TEST, failed=3, runs=3, artifacts=[trace])],
        },
        "CP-QUEST-04": {
            "outcome": Outcome.FAILED,
            "message": LONG,
            "title": f"Markup {MARKUP} stays text",
            "reproductions": [Reproduction(node_id="n", failed=0, runs=0)],
        },
        "CP-TODAY-03": {"outcome": Outcome.CRASHED, "message": "worker gw1 died with signal 9 while it ran this test"},
        "CP-AUTH-02": {"outcome": Outcome.SKIPPED, "reason": "the target lacks the capability two-providers"},
        "CP-HABIT-03": {
            "outcome": Outcome.FLAKY,
            "attempts": [
                Attempt(node_id="n", outcome=Outcome.FAILED, duration_s=5.2, message="awaited 1 check-in, saw 2"),
                Attempt(node_id="n", outcome=Outcome.PASSED, duration_s=1.1),
            ],
        },
    }  # fmt: skip
    return [
        _case(id_, **{"title": title, "outcome": Outcome.PASSED, "number": number, **odd.get(id_, {})})  # type: ignore[arg-type]
        for number, (id_, title) in enumerate(titles.items())
    ]


def sample_run(run_dir: Path) -> SuiteEvidence:
    """Write the artifacts into `run_dir` and give the run: 15 of the 20 built cases passed, 74 are not built yet."""
    later = [
        CaseResult(
            id=id_, group=group, area=("first" if int(id_[-2:]) < 8 else "second"), title=f"Title of {id_}",
            outcome=Outcome.NOT_RUN, reason="no test exists yet",
        )
        for id_, group in CASES.items()
        if group != "critical_path"
    ]  # fmt: skip
    return evidence([*_critical_path(run_dir), *later])


def green_run(run_dir: Path) -> SuiteEvidence:
    """Give the sample's run with all twenty built cases passed."""
    suite = sample_run(run_dir)
    results = []
    for case in suite.results:
        if case.outcome is not Outcome.NOT_RUN:
            passed = Attempt(node_id="n", outcome=Outcome.PASSED, duration_s=case.duration_s)
            changes = {"outcome": Outcome.PASSED, "attempts": [passed], "reproductions": [], "reason": None}
            results.append(case.model_copy(update=changes))
        else:
            results.append(case)
    return evidence(results)
