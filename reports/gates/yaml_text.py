"""YAML that people write for a gate: a mapping, where no key silently wins over its twin."""

from typing import Any

import yaml


class YamlTextError(ValueError):
    """A text that is no such mapping; the message says why, but names no file."""


def mapping_of(text: bytes) -> dict[Any, Any]:
    """Read a mapping. Raise YamlTextError for anything else."""
    try:
        content = yaml.load(text, Loader=_UniqueKeys)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError) as error:  # ValueError: not UTF-8, or a date that is none
        raise YamlTextError(f"not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise YamlTextError("not a mapping of keys to values")
    return content


class _UniqueKeys(yaml.SafeLoader):
    """YAML takes the last of two equal keys in silence; for a gate that would hide a threshold or an exception."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"the key {key!r} is there twice, from line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep=deep)
