"""Policies: plain YAML, hashed, no code. What is wrong in one is said with file, key, value and what would be valid."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, field_validator

from reports.evidence.models import Model
from reports.gates import teach
from reports.gates.ledger import LEDGER
from reports.gates.objective import Objective
from reports.gates.registry import Rule
from reports.gates.rules import REGISTRY
from reports.gates.yaml_text import YamlTextError, mapping_of

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
    return tuple(sorted(path.stem for path in POLICIES.glob("*.yaml") if path != LEDGER))


def _rules(settings: dict[str, Any], source: str) -> tuple[Rule, ...]:
    for name, values in settings.items():
        try:
            REGISTRY.rules[name].model_validate(values)
        except ValidationError as error:
            raise PolicyError(teach.explain(error, REGISTRY.rules[name], f"{source}: {name}")) from error
    return REGISTRY.configure(settings)


def _load(text: bytes, source: str) -> dict[Any, Any]:
    try:
        return mapping_of(text)
    except YamlTextError as error:
        raise PolicyError(f"{source}: {error}; a policy has the keys schema, release, title and objectives") from error
