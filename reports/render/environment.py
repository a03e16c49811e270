"""The templates that every page of the project is made from: escaping always on, one script, one look."""

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.render.words import plain

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Make the template environment.

    `base.html.j2` holds the look (blocks: title, header, main, footer; `base.css`) and a content security policy that
    lets nothing in from outside and runs `page.js` alone, by its hash: a script in a message could not run even if it
    were ever written unescaped. What is shown loses the control characters and half surrogates that no page may hold.
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    made.globals.update(script=Markup(script), script_hash=f"sha256-{digest}")  # noqa: S704 - our own file
    return made


def _shown(value: Any) -> Any:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
