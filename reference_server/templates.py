"""The pages' HTML, rendered from the templates among the web files."""

from collections.abc import Callable
from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined

from reference_server.assets import Assets


def render(assets: Assets, page: str, **facts: object) -> str:
    """Return a page's HTML; whatever the facts hold is shown as the text it is.

    Raises FileNotFoundError when there is no such page.
    """
    return _templates(assets.read).get_template(f"{page}.html").render(page=page, **facts)


@lru_cache
def _templates(read: Callable[[str], bytes]) -> Environment:
    """Return the templates that are read so, each compiled once, and anew when its file has changed."""

    def load(name: str) -> tuple[str, None, Callable[[], bool]]:
        source = read(name)
        return source.decode(), None, lambda: read(name) == source

    loader = FunctionLoader(load)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
