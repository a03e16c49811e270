"""The hand-kept client agrees with the product's OpenAPI document: paths, requests, and what comes back."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, partial
from typing import Any, NoReturn, get_args
from zoneinfo import ZoneInfo

import httpx
import pytest
from pydantic import BaseModel

from fixtures.api.account import AccountApi
from fixtures.api.export import ExportApi
from fixtures.api.feed import FeedApi
from fixtures.api.focus import FocusApi
from fixtures.api.habits import HabitsApi
from fixtures.api.items import ItemsApi
from fixtures.api.learning import LearningApi
from fixtures.api.policies import PoliciesApi
from fixtures.api.privacy import PrivacyApi
from fixtures.api.quests import QuestsApi
from fixtures.api.recovery import RecoveryApi
from fixtures.api.rotation import RotationApi
from fixtures.api.sealed import ItemType
from fixtures.api.search import SearchApi
from fixtures.api.session import Method, Problem, Session
from fixtures.api.sync import SyncApi
from fixtures.api.today import TodayApi
from fixtures.api.vault import VaultApi
from fixtures.target.profiles import Profile, Target
from fixtures.trace_context import Trace
from reference_server.app import create_app
from reference_server.seams import default_seams
from reference_server.settings import Settings

RESOURCES: dict[str, Callable[[Session], object]] = {
    **{
        resource.__name__: resource
        for resource in (
            AccountApi,
            ExportApi,
            FeedApi,
            FocusApi,
            HabitsApi,
            LearningApi,
            PoliciesApi,
            PrivacyApi,
            QuestsApi,
            RecoveryApi,
            RotationApi,
            SearchApi,
            SyncApi,
            TodayApi,
            VaultApi,
        )
    },
    **{f"ItemsApi({t})": partial(ItemsApi, t=t) for t in get_args(ItemType)},
}
A_DAY = date(2025, 3, 30)
SAMPLES: dict[str, object] = {
    **dict.fromkeys(("title", "name", "zone", "notes", "status", "state"), "text"),
    **dict.fromkeys(("habit_id", "quest_id", "step_id", "focus_id", "track_id", "lesson_id"), "some-id"),
    **dict.fromkeys(("day", "on", "start_date", "due_date", "due_on", "planned_date"), A_DAY),
    **dict.fromkeys(("ticked", "archived", "knew"), True),
    "at": datetime(2025, 3, 30, 7, tzinfo=UTC),
    "minutes": 25,
    "steps": ["one", "two"],
    "lessons": {"one": "text"},
    **dict.fromkeys(("item_id", "new_id", "policy_id", "rotation_id", "set_id", "code_id", "op_id"), "some-id"),
    **dict.fromkeys(("body", "mode", "cohort", "version", "audience", "reason", "enforce_tier"), "text"),
    **dict.fromkeys(("kid", "pol", "salt", "proof", "proof_hash", "verifier", "ticket"), "text"),
    **dict.fromkeys(("base_rev", "rev", "since", "iterations", "rotate_within_days", "auto_lock_minutes"), 1),
    **dict.fromkeys(("expires_in", "idle_seconds", "if_epoch", "if_seq", "count"), 1),
    **dict.fromkeys(("shared", "is_private"), True),
    **{name: {"kid": "text"} for name in ("envelope", "wrap", "uvk_wrap", "rk_wrap", "rk_uvk_wrap")},
    **{name: ["text"] for name in ("tokens", "codes", "envelopes")},
    "t": "ideas",
    "ops": [{"op_id": "some-id"}],
    **dict.fromkeys(("person", "device"), "some-id"),
}


@dataclass(frozen=True)
class Asked:
    """A request that a verb would send, and the model that it reads the answer with."""

    method: str
    path: str
    body: Mapping[str, Any] | None
    query: Mapping[str, Any]
    model: type[BaseModel] | None


class _Stop(Exception):  # noqa: N818 - control flow of this test
    pass


@dataclass(frozen=True)
class _Recorder(Session):
    """A session that notes what it is asked and sends nothing."""

    asked: list[Asked] = field(default_factory=list)

    def ask(self, model: type[Any], method: Method, path: str, **parts: Any) -> NoReturn:
        self._note(model, method, path, **parts)

    def send(self, method: Method, path: str, **parts: Any) -> NoReturn:
        self._note(None, method, path, **parts)

    def _note(self, model: type[BaseModel] | None, method: str, path: str, **parts: Any) -> NoReturn:
        self.asked.append(Asked(method, path, parts.get("body"), parts.get("query") or {}, model))
        raise _Stop


def _requests() -> Iterator[tuple[str, Asked]]:
    with httpx.Client() as http:
        for name, make in RESOURCES.items():
            verbs = inspect.getmembers(make.func if isinstance(make, partial) else make, inspect.isfunction)
            for verb, _ in verbs:
                if not verb.startswith("_"):
                    yield f"{name}.{verb}", _request_of(make, verb, http)


def _request_of(make: Callable[[Session], object], name: str, http: httpx.Client) -> Asked:
    url = "http://product.test"
    target = Target(profile=Profile(name="t", kind="url", url=url), url=url)
    recorder = _Recorder(http, target, Trace(), {}, ZoneInfo("Asia/Tokyo"))
    verb = getattr(make(recorder), name)
    parameters = inspect.signature(verb).parameters.values()
    positional = [SAMPLES[given.name] for given in parameters if given.kind is not given.KEYWORD_ONLY]
    named = {given.name: SAMPLES[given.name] for given in parameters if given.kind is given.KEYWORD_ONLY}
    with pytest.raises(_Stop):
        verb(*positional, **named)
    return recorder.asked[0]


REQUESTS = dict(_requests())


@cache
def _document() -> dict[str, Any]:
    settings = Settings(public_url="http://product.test")
    return create_app(settings, default_seams(settings)).openapi()


def _operation(asked: Asked) -> dict[str, Any]:
    for template, operations in _document()["paths"].items():
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)), asked.path):
            operation: dict[str, Any] | None = operations.get(asked.method.lower())
            if operation:
                return operation
    raise AssertionError(f"the document has no {asked.method} {asked.path}")


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        node: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            node = node[part]
        schema = node
    return schema


def _kinds(schema: dict[str, Any], root: dict[str, Any]) -> set[str]:
    """Return the JSON types that a schema allows; values of an enumeration as `=value`."""
    schema = _resolved(schema, root)
    if alternatives := schema.get("anyOf") or schema.get("oneOf"):
        return set().union(*(_kinds(part, root) for part in alternatives))
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return {f"={value}" for value in values} or {schema["type"]}


def _understood(kind: str, ours: set[str]) -> bool:
    return kind in ours or (kind == "integer" and "number" in ours) or (kind.startswith("=") and "string" in ours)


def _differences(ours: dict[str, Any], root: dict[str, Any], theirs: dict[str, Any], path: str) -> Iterator[str]:
    """Yield what the document allows and our model does not understand."""
    ours, theirs = _resolved(ours, root), _resolved(theirs, _document())
    for name, schema in ours.get("properties", {}).items():
        place = f"{path}.{name}"
        if name not in theirs["properties"]:
            yield f"{place} is not in the document"
            continue
        if name in ours.get("required", []) and not _is_sent(name, theirs):
            yield f"{place} may be missing"
        their_schema = theirs["properties"][name]
        read = _kinds(schema, root)
        if strange := {kind for kind in _kinds(their_schema, _document()) if not _understood(kind, read)}:
            yield f"{place} may be {strange}, we read {read}"
        yield from _differences(_inner(schema, root), root, _inner(their_schema, _document()), place)


def _is_sent(name: str, theirs: dict[str, Any]) -> bool:
    """Tell whether a field is always there; one that has a single value is, though the document does not ask for it."""
    return name in theirs.get("required", []) or "const" in theirs["properties"][name]


def _inner(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return the object schema inside a list or an optional."""
    schema = _resolved(schema, root)
    for part in schema.get("anyOf", []):
        if _resolved(part, root).get("type") != "null":
            return _inner(part, root)
    return _inner(schema["items"], root) if "items" in schema else schema


@pytest.mark.parametrize(("verb", "asked"), REQUESTS.items(), ids=REQUESTS)
def test_each_verb_asks_what_the_document_offers(verb: str, asked: Asked) -> None:
    operation = _operation(asked)

    offered = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"}
    assert set(asked.query) <= offered
    content = operation.get("requestBody", {}).get("content", {})
    if asked.body is None:
        assert not operation.get("requestBody", {}).get("required")
    else:
        schema = _resolved(content["application/json"]["schema"], _document())
        assert set(schema.get("required", [])) <= set(asked.body) <= set(schema["properties"])


@pytest.mark.parametrize(("verb", "asked"), REQUESTS.items(), ids=REQUESTS)
def test_each_model_reads_what_the_document_promises(verb: str, asked: Asked) -> None:
    answers = _operation(asked)["responses"]
    content = next(answer for status, answer in answers.items() if status.startswith("2")).get("content")

    if asked.model is None:
        return
    ours = asked.model.model_json_schema()
    assert list(_differences(ours, ours, content["application/json"]["schema"], verb)) == []


def test_a_refusal_reads_what_the_document_promises() -> None:
    ours = Problem.model_json_schema()

    assert list(_differences(ours, ours, _document()["components"]["schemas"]["Problem"], "Problem")) == []
