"""Rule mutants: a rule with one thing in it changed, which some case of layer 1 must notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fixtures.monitoring.durations import duration, seconds
from fixtures.monitoring.rule_file import Rule
from load.alerts.expression import Token, depths, text, tokens

COMPARISONS = {">": ("<", ">="), "<": (">", "<="), "==": ("!=",)}
ARITHMETIC = {"/": "*", "-": "+"}
MATCHERS = {"=": "!=", "!=": "=", "=~": "!~", "!~": "=~"}
AGGREGATIONS = {"sum": ("max", "min"), "max": ("min", "sum"), "min": ("max", "sum")}
FUNCTIONS = {"rate": ("increase", "irate"), "increase": ("rate",), "abs": ("",)}
CONNECTIVES = {"and": "or", "or": "and"}
SEVERITIES = {"page": "ticket", "ticket": "page"}
QUANTILES = ("0.5", "0.99")

Row = Sequence[Token]
Change = tuple[str, list[Token]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed rule; `id` says of which rule, what was changed, and where (the how manieth token)."""

    id: str
    rule: Rule

    def __hash__(self) -> int:
        return hash(self.id)


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Yield every mutant of a rule, each with one change."""
    row = tokens(rule.expr)
    for what, changed in _of_expression(row):
        yield Mutant(f"{rule.id}: {what}", rule.model_copy(update={"expr": text(changed)}))
    for what, hold in _of_hold(rule.hold):
        yield Mutant(f"{rule.id}: {what}", rule.model_copy(update={"hold": hold}))
    severity = SEVERITIES[rule.labels["severity"]]
    labels = {**rule.labels, "severity": severity}
    yield Mutant(f"{rule.id}: severity {severity}", rule.model_copy(update={"labels": labels}))


def _of_hold(hold: str) -> Iterator[tuple[str, str]]:
    length = seconds(hold)
    for word, changed in (("0s", Fraction(0)), (f"{hold} x3", length * 3), (f"{hold} /3", length / 3)):
        yield f"for {word}", duration(changed)


def _of_expression(row: Row) -> Iterator[Change]:
    for place, token in enumerate(row):
        match token.kind:
            case "operator":
                yield from _of_operator(row, place)
            case "number":
                yield from _of_number(row, place)
            case "window":
                length = seconds(token.text)
                for word, changed in (("x3", length * 3), ("/3", length / 3)):
                    yield _named(row, place, word), _replaced(row, place, duration(changed))
            case "word":
                yield from _of_word(row, place)


def _of_operator(row: Row, place: int) -> Iterator[Change]:
    sign = row[place].text
    if row[place + 1].kind == "text":
        yield _named(row, place, MATCHERS[sign], row[place - 1].text), _replaced(row, place, MATCHERS[sign])
        yield f"without the label {row[place - 1].text} at {place}", _without_matcher(row, place)
        return
    for other in COMPARISONS.get(sign, ()):
        yield _named(row, place, other), _replaced(row, place, other)
    if sign in ARITHMETIC:
        yield _named(row, place, ARITHMETIC[sign]), _replaced(row, place, ARITHMETIC[sign])


def _of_number(row: Row, place: int) -> Iterator[Change]:
    number = Fraction(row[place].text)
    if row[place - 1].text == "(":
        for other in QUANTILES:
            yield _named(row, place, other), _replaced(row, place, other)
    elif number == 0:
        # Three times nothing is nothing: one more takes its place.
        yield _named(row, place, "1"), _replaced(row, place, "1")
    else:
        yield _named(row, place, "x3"), _replaced(row, place, repr(float(number * 3)))
        yield _named(row, place, "/3"), _replaced(row, place, repr(float(number / 3)))


def _of_word(row: Row, place: int) -> Iterator[Change]:
    word = row[place].text
    for other in (*AGGREGATIONS.get(word, ()), *FUNCTIONS.get(word, ())):
        yield _named(row, place, other or "nothing"), _replaced(row, place, other)
    if word in {"by", "on"}:
        yield from _of_labels(row, place)
    if word in CONNECTIVES:
        yield _named(row, place, CONNECTIVES[word]), _replaced(row, place, CONNECTIVES[word])
        start, end = _operands(row, place)
        yield f"only what is left of {word} at {place}", [*row[:place], *row[end:]]
        yield f"only what is right of {word} at {place}", [*row[:start], *row[_after_on(row, place) :]]


def _of_labels(row: Row, place: int) -> Iterator[Change]:
    end = place + 2
    while row[end].text != ")":
        end += 1
    labels = [token for token in row[place + 2 : end] if token.kind == "word"]
    for label in labels:
        kept = [other for other in labels if other is not label]
        between = [token for other in kept for token in (Token("mark", ","), other)][1:]
        yield f"{row[place].text} without {label.text} at {place}", [*row[: place + 2], *between, *row[end:]]


def _without_matcher(row: Row, place: int) -> list[Token]:
    start, end = place - 1, place + 2
    if row[end].text == ",":
        end += 1
    elif row[start - 1].text == ",":
        start -= 1
    return [*row[:start], *row[end:]]


def _operands(row: Row, place: int) -> tuple[int, int]:
    """Return where what is left of a connective begins, and where what is right of it ends."""
    depth = list(depths(row))
    start, end = place, place + 1
    while start > 0 and depth[start - 1] >= depth[place] and not _ends(row, depth, start - 1, depth[place]):
        start -= 1
    while end < len(row) and not (depth[end] < depth[place]) and not _ends(row, depth, end, depth[place]):
        end += 1
    return start, end


def _ends(row: Row, depth: Sequence[int], place: int, own: int) -> bool:
    return depth[place] == own and row[place].text in CONNECTIVES


def _after_on(row: Row, place: int) -> int:
    after = place + 1
    if row[after].text == "on":
        while row[after].text != ")":
            after += 1
        after += 1
    return after


def _named(row: Row, place: int, becomes: str, of: str = "") -> str:
    what = f"{of} {row[place]}".strip()
    return f"{what} becomes {becomes} at {place}"


def _replaced(row: Row, place: int, becomes: str) -> list[Token]:
    put = [Token(row[place].kind, becomes)] if becomes else []
    return [*row[:place], *put, *row[place + 1 :]]
