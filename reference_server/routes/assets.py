"""The files that pages are made of."""

from hashlib import sha256
from pathlib import PurePosixPath

from fastapi import APIRouter, HTTPException, Request, Response

from reference_server.assets import Assets

MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

router = APIRouter()


# Not in a thread, unlike what asks the database: these files are small, and a thread costs more than reading them.
@router.get("/assets/{path:path}", include_in_schema=False)
async def asset(path: str, request: Request) -> Response:
    """Give a file that pages are made of; the browser keeps it, and asks each time whether it is still the same."""
    assets: Assets = request.app.state.seams.assets
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix)
    if media_type is None:
        raise HTTPException(404, "There is no such file.")
    try:
        content = assets.read(path)
    except FileNotFoundError:
        raise HTTPException(404, "There is no such file.") from None
    headers = {"ETag": f'"{sha256(content).hexdigest()}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
