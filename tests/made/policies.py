"""Policies of one objective, made by hand."""

from reports.gates.policy import Policy


def policy_of(*require: str, select: str = "{}", more: str = "", unlisted: int = 0) -> Policy:
    """Return a policy whose only objective has these thresholds; `more` is further YAML of the objective.

    `unlisted` is how many cases may fail without being known issues.
    """
    text = (
        f"schema: 1\nrelease: passion-os\ntitle: Custom\nexceptions: {{unlisted: {unlisted}}}\nobjectives:\n"
        f"  - {{id: it, title: It, evidence: suite, select: {select}, require: {list(require)}{more}}}\n"
    )
    return Policy.parse(text.encode(), name="custom", source="custom.yaml")
