"""Policies: plain YAML, hashed, no code. What is wrong in one is said with file, key, value and what would be valid."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, field_validator

from reports.evidence.models import Model
from reports.gates import teach
from reports.gates.objective import Objective
from reports.gates.registry import Rule
from reports.gates.rules import REGISTRY

POLICIES = Path(__file__).parent.parent / "policies"


class PolicyError(ValueError):
    """A policy that cannot be used; the message is meant for the person who wrote it."""


class Document(Model):
    """The part of a policy file that is not a rule's thresholds."""

    schema_version: Literal[1] = Field(alias="schema")
    release: str = Field(min_length=1)
    title: str = Field(min_length=1)
    note: str | None = None  # what a reader of the verdict must not miss
    objectives: list[Objective] = Field(min_length=1)

    @field_validator("objectives")
    @classmethod
    def _unique(cls, objectives: list[Objective]) -> list[Objective]:
        ids = [objective.id for objective in objectives]
        for id_ in ids:
            if ids.count(id_) > 1:
                raise ValueError(f"two objectives have the id {id_!r}")
        return objectives


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy ready to decide by: its document, every rule with its thresholds, and the hash of the file's bytes."""

    name: str
    sha256: str
    document: Document
    rules: tuple[Rule, ...]

    @classmethod
    def parse(cls, text: bytes, *, name: str, source: str) -> Self:
        """Read a policy from the bytes of its file; `source` names the file in errors. Raise PolicyError."""
        content = _load(text, source)
        keys = {field.alias or name for name, field in Document.model_fields.items()}
        settings = {key: value for key, value in content.items() if key not in keys}
        valid = (*sorted(keys), *REGISTRY.rules)
        if unknown := [key for key in settings if key not in REGISTRY.rules]:
            raise PolicyError(f"{source}: {teach.unknown_key(str(unknown[0]), valid)}")
        try:
            document = Document.model_validate({key: content[key] for key in content if key in keys})
        except ValidationError as error:
            raise PolicyError(teach.explain(error, Document, source)) from error
        return cls(name, hashlib.sha256(text).hexdigest(), document, _rules(settings, source))

    @classmethod
    def read(cls, name_or_path: str | Path) -> Self:
        """Read a policy by the name of one in reports/policies, or by path. Raise PolicyError."""
        path = POLICIES / f"{name_or_path}.yaml" if str(name_or_path) in names() else Path(name_or_path)
        try:
            text = path.read_bytes()
        except OSError as error:
            near = teach.nearest(str(name_or_path), names())
            message = f"no policy {str(name_or_path)!r}{near}; name one of {', '.join(names())}, or give a file's path"
            raise PolicyError(message) from error
        return cls.parse(text, name=path.stem, source=path.name)


def names() -> tuple[str, ...]:
    """Name the policies that come with the project."""
    return tuple(sorted(path.stem for path in POLICIES.glob("*.yaml")))


def _rules(settings: dict[str, Any], source: str) -> tuple[Rule, ...]:
    for name, values in settings.items():
        try:
            REGISTRY.rules[name].model_validate(values)
        except ValidationError as error:
            raise PolicyError(teach.explain(error, REGISTRY.rules[name], f"{source}: {name}")) from error
    return REGISTRY.configure(settings)


class _UniqueKeys(yaml.SafeLoader):
    """YAML takes the last of two equal keys in silence; in a policy that would hide a threshold."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"the key {key!r} is there twice, from line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep=deep)


def _load(text: bytes, source: str) -> dict[str, Any]:
    try:
        content = yaml.load(text, Loader=_UniqueKeys)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError) as error:  # ValueError: not UTF-8, or a date that is none
        raise PolicyError(f"{source}: not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise PolicyError(f"{source}: a policy is a mapping with schema, release, title and objectives")
    return content
