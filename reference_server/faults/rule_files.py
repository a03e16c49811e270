"""Changing the rule file that Prometheus will load."""

from collections.abc import Callable

from reference_server.faults.model import Hit
from reference_server.faults.placing import PlacingError, wrap
from reference_server.monitoring.monitoring import Monitoring


def overlay_rules(monitoring: Monitoring, old: str, new: str, hit: Hit) -> None:
    """Load the rule file with `old`, which must occur exactly once, replaced by `new`; a hit is one loading.

    Raises PlacingError when the text no longer matches exactly.
    """
    found = monitoring.rules().count(old)
    if found != 1:
        raise PlacingError(f"the rule file holds the text to be replaced {found} times, not once: {old!r}")

    @wrap(monitoring, "rules")
    def rules(original: Callable[[], str]) -> str:
        hit()
        return original().replace(old, new)
