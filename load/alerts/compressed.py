"""A rule file in compressed time: every duration divided by a factor, and the proof that nothing else was changed."""

from fractions import Fraction

from fixtures.monitoring.durations import duration, seconds
from fixtures.monitoring.rule_file import Rule, RuleFile
from load.alerts.expression import Token, text, tokens


def compressed(file: RuleFile, factor: int) -> RuleFile:
    """Return the file with its durations divided. Limits stay: whoever plays the product keeps real seconds.

    Raises DurationError where a duration would not be whole milliseconds.
    """
    return file.with_rules({rule.id: _scaled(rule, Fraction(1, factor)) for rule in file.rules()})


def same_but_for_time(original: RuleFile, other: RuleFile, factor: int) -> bool:
    """Say whether `other`, with its durations multiplied, is `original`: the same tokens, durations by their length."""
    return _meaning(original, Fraction(1)) == _meaning(other, Fraction(factor))


def longest_window(rule: Rule) -> Fraction:
    """Return how many seconds back the rule looks; 0 for one that looks at present values alone."""
    return max((seconds(token.text) for token in tokens(rule.expr) if token.kind == "window"), default=Fraction(0))


def _scaled(rule: Rule, factor: Fraction) -> Rule:
    row = [_shorter(token, factor) for token in tokens(rule.expr)]
    return rule.model_copy(update={"expr": text(row), "hold": duration(seconds(rule.hold) * factor)})


def _shorter(token: Token, factor: Fraction) -> Token:
    return Token("window", duration(seconds(token.text) * factor)) if token.kind == "window" else token


def _meaning(file: RuleFile, factor: Fraction) -> list[object]:
    return [(group.name, [_of_rule(rule, factor) for rule in group.rules]) for group in file.groups]


def _of_rule(rule: Rule, factor: Fraction) -> object:
    row = [seconds(token.text) * factor if token.kind == "window" else token for token in tokens(rule.expr)]
    return rule.alert, row, seconds(rule.hold) * factor, rule.labels, rule.annotations
