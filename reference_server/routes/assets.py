"""The files that pages are made of."""

from hashlib import sha256

from fastapi import APIRouter, HTTPException, Request, Response

from reference_server.assets import media_type_of
from reference_server.routes.pages import Files

router = APIRouter(include_in_schema=False)


# Not in a thread, unlike what asks the database: these files are small, and a thread costs more than reading them.
@router.get("/assets/{path:path}")
async def asset(path: str, request: Request, files: Files) -> Response:
    """Give a file that pages are made of; the browser keeps it, and asks each time whether it is still the same."""
    media_type = media_type_of(path)
    if media_type is None:
        raise HTTPException(404, "There is no such file.")
    try:
        content = files.read(path)
    except FileNotFoundError:
        raise HTTPException(404, "There is no such file.") from None
    headers = {"ETag": f'"{sha256(content).hexdigest()}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
