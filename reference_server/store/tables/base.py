"""The base of all tables."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from reference_server.store.columns import Instant


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base of all rows."""

    type_annotation_map: ClassVar[dict[object, object]] = {datetime: Instant}
