"""CSS classes have other names."""

import re
from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.renamed_classes",
    area="benign",
    title="CSS classes have other names",
    symptom="A redesign: classes are for looks, and no test may lean on them.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)
_CLASSES = re.compile(r'class="([^"]+)"')
_SELECTORS = re.compile(r"(?<![\w)])\.([a-z][\w-]*)(?=[^{}]*\{)")


def apply(seams: Seams, hit: Hit) -> None:
    """Rename every class of the style sheets, in all web files."""

    @wrap(seams.assets, "read")
    def read(original: Callable[[str], bytes], path: str) -> bytes:
        content = original(path)
        if path.endswith(".html"):
            hit()
            return _CLASSES.sub(_renamed, content.decode()).encode()
        if path.endswith(".css"):
            return _SELECTORS.sub(r".x-\1", content.decode()).encode()
        return content


def _renamed(match: re.Match[str]) -> str:
    return 'class="' + " ".join(f"x-{name}" for name in match[1].split()) + '"'
