"""What all tables share: names of constraints, moments with their zone, ids."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment, in UTC, with its zone on the way in and out (SQLite keeps none)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC) if value is not None else None


def utc_now() -> datetime:
    """The moment now, in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """All tables. Constraints carry names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment,
        str: Text,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
    }


_LARGEST_ID = 2**31 - 1  # an integer of PostgreSQL has four bytes (8.1.1)


def can_be_id(number: int) -> bool:
    """Whether a row can have this id. The databases refuse others instead of saying that there is no such row."""
    return 0 < number <= _LARGEST_ID
