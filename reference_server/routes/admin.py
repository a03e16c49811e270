"""What administrators see: files of everybody's watchers, as a list of what there is."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from reference_server.contract.base import LARGEST_PAGE, PAGE_SIZE, Text
from reference_server.contract.files import ListedFile
from reference_server.routes.here import Administrator, Configured, Rules

router = APIRouter(prefix="/api/admin", tags=["admin"])

Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Before = Annotated[Text | None, Query(max_length=64)]


@router.get("/daw/files")
def files(
    _admin: Administrator,
    rules: Rules,
    settings: Configured,
    response: Response,
    limit: Limit = PAGE_SIZE,
    before: Before = None,
) -> list[ListedFile]:
    """List backed-up files, those changed last first; the header `Link` leads on (RFC 8288)."""
    found = rules.files.everybodys(limit + 1, before)
    if len(found) > limit:
        onward = f"{settings.prefix}/api/admin/daw/files?limit={limit}&before={found[limit - 1].id}"
        response.headers["Link"] = f'<{onward}>; rel="next"'
    return found[:limit]
