"""Errors that teach: which file, which key, which value, what is valid, and the nearest match."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


def nearest(word: str, valid: Sequence[str]) -> str:
    """Give `, did you mean 'x'?` for a near miss, else nothing."""
    match = get_close_matches(word, valid, n=1)
    return f", did you mean {match[0]!r}?" if match else ""


def unknown_key(key: str, valid: Sequence[str]) -> str:
    """Say that a key is unknown and which ones are known."""
    return f"unknown key {key!r}{nearest(key, valid)}; valid keys: {', '.join(valid)}"


def explain(error: ValidationError, model: type[BaseModel], source: str) -> str:
    """Write a validation error as one line per mistake."""
    return "\n".join(f"{source}: {_line(item, model)}" for item in error.errors())


def _line(item: ErrorDetails, model: type[BaseModel]) -> str:
    where = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        *parents, key = item["loc"]
        prefix = f"{'.'.join(str(part) for part in parents)}: " if parents else ""
        return prefix + unknown_key(str(key), _keys(model, parents))
    if item["type"] == "missing":
        return f"{where}: this key is missing"
    message = item["msg"].removeprefix("Value error, ")
    value = item["input"]
    told = isinstance(value, dict | list) or (isinstance(value, str) and repr(value) in message)
    shown = "" if told else f", got {value!r}"
    return f"{where}: {message}{shown}" if where else message + shown


def _keys(model: type[BaseModel], path: list[int | str]) -> tuple[str, ...]:
    """List the keys that are valid at a path inside a model."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside an annotation such as `list[Model]` or `Model | None`."""
    arguments = get_args(annotation)
    if arguments:
        return next((model for model in map(_model_in, arguments) if model), None)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
