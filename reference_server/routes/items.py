"""Ideas, infobase and journal over HTTP: three kinds, the same routes."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from reference_server.contract.base import Text
from reference_server.contract.envelope import Kind
from reference_server.contract.items import (
    DeletionQuery,
    History,
    Item,
    ItemChange,
    ItemDraft,
    ItemPage,
    ItemQuery,
    PrivacyChange,
)
from reference_server.routes.here import Configured, Once, Rules, SignedIn, Writing
from reference_server.routes.openapi import problems

IN_PATHS: dict[Kind, str] = {"ideas": "idea", "infobase": "entry", "journal": "page"}
"""Of each kind, what its ids are named after in paths."""


def routes_of(kind: Kind, noun: str) -> APIRouter:
    """Return the routes of one kind of item; in paths, its id is named after the noun."""
    router = APIRouter(prefix=f"/api/{kind}", tags=[kind])
    path = f"/{{{noun}_id}}"
    Id = Annotated[Text, Path(alias=f"{noun}_id")]  # noqa: N806  a type

    @router.post("", status_code=201, responses=problems(409, 423))
    def create(
        writer: Writing, rules: Rules, settings: Configured, once: Once, draft: ItemDraft, response: Response
    ) -> Item:
        """Write something down."""
        item: Item = rules.operations.direct(writer, f"{kind}.create", "", draft, once)
        response.headers["Location"] = f"{settings.prefix}/api/{kind}/{item.id}"
        return item

    @router.get("")
    def listing(caller: SignedIn, rules: Rules, query: Annotated[ItemQuery, Query()]) -> ItemPage:
        """List items, newest first."""
        return rules.items.listing(caller.person_id, kind, query)

    @router.get(path, responses=problems(404))
    def read(caller: SignedIn, rules: Rules, item_id: Id) -> Item:
        """Return one item."""
        return rules.items.read(caller.person_id, kind, item_id)

    @router.patch(path, responses=problems(404, 409, 423))
    def change(writer: Writing, rules: Rules, item_id: Id, once: Once, change: ItemChange) -> Item:
        """Change an item."""
        item: Item = rules.operations.direct(writer, f"{kind}.change", item_id, change, once)
        return item

    @router.delete(path, status_code=204, responses=problems(404, 409, 423))
    def delete(
        writer: Writing, rules: Rules, item_id: Id, once: Once, query: Annotated[DeletionQuery, Query()]
    ) -> None:
        """Delete an item; a tombstone stays."""
        rules.operations.direct(writer, f"{kind}.delete", item_id, query, once)

    @router.post(path + "/privacy", responses=problems(404, 409, 423))
    def privacy(writer: Writing, rules: Rules, item_id: Id, once: Once, change: PrivacyChange) -> Item:
        """Make a private item of a standard one, or the other way round."""
        item: Item = rules.operations.direct(writer, f"{kind}.privacy", item_id, change, once)
        return item

    @router.get(path + "/history", responses=problems(404))
    def history(caller: SignedIn, rules: Rules, item_id: Id) -> History:
        """Return what an item was before, newest first."""
        return rules.history.of(caller.person_id, kind, item_id)

    return router


router = APIRouter()
for _kind, _noun in IN_PATHS.items():
    router.include_router(routes_of(_kind, _noun))
