"""What users keep beside their files: prompts with versions, and feedback on answers."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import sqlalchemy as sa

from fovea.errors import Conflict, NotFound
from fovea.storage.database import Database, feedback, prompts

SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Prompt:
    name: str
    version: int
    body: Mapping[str, Any]
    created_at: datetime


class Prompts:
    """Saved prompts. Saving one again makes its next version; a version never changes."""

    def __init__(self, database: Database, *, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def save(self, workspace: str, name: str, body: Mapping[str, Any]) -> Prompt:
        newest = sa.select(sa.func.coalesce(sa.func.max(prompts.c.version), 0)).where(
            prompts.c.workspace == workspace, prompts.c.name == name
        )
        row: dict[str, Any] = {"name": name, "body": dict(body), "created_us": int(self._clock() * SECOND_US)}
        async with self._database.writing() as connection:
            row["version"] = (await connection.scalar(newest) or 0) + 1
            insert = self._database.upsert(prompts).values(workspace=workspace, **row).on_conflict_do_nothing()
            if (await connection.execute(insert)).rowcount != 1:
                raise Conflict(f"Prompt `{name}` was saved by somebody else at the same time. Try again.")
        return _prompt(row)

    async def get(self, workspace: str, name: str, version: int | None = None) -> Prompt:
        """That version, or the newest."""
        query = prompts.select().where(prompts.c.workspace == workspace, prompts.c.name == name)
        if version is not None:
            query = query.where(prompts.c.version == version)
        async with self._database.reading() as connection:
            row = (await connection.execute(query.order_by(prompts.c.version.desc()).limit(1))).mappings().first()
        if row is None:
            raise NotFound(f"Prompt `{name}` not found.")
        return _prompt(row)

    async def list(self, workspace: str, name: str | None = None) -> tuple[Prompt, ...]:
        """The newest version of each prompt by name, or all versions of one, newest first."""
        mine = prompts.select().where(prompts.c.workspace == workspace)
        if name is None:
            newer = prompts.alias()
            mine = mine.where(
                ~sa.exists().where(
                    newer.c.workspace == prompts.c.workspace,
                    newer.c.name == prompts.c.name,
                    newer.c.version > prompts.c.version,
                )
            )
        else:
            mine = mine.where(prompts.c.name == name)
        query = mine.order_by(prompts.c.name, prompts.c.version.desc())
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(_prompt(row) for row in rows)

    async def delete(self, workspace: str, name: str) -> None:
        """All its versions."""
        async with self._database.writing() as connection:
            gone = await connection.execute(
                prompts.delete().where(prompts.c.workspace == workspace, prompts.c.name == name)
            )
        if not gone.rowcount:
            raise NotFound(f"Prompt `{name}` not found.")


@dataclass(frozen=True, slots=True)
class Feedback:
    id: str
    request_id: str
    rating: Literal["up", "down"]
    comment: str
    created_at: datetime


class FeedbackNotes:
    """Thumbs on answers, by request id. Neither the question, the answer nor an image is kept."""

    def __init__(self, database: Database, *, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def add(self, workspace: str, request_id: str, rating: Literal["up", "down"], comment: str = "") -> Feedback:
        row = {
            "id": f"feedback_{secrets.token_hex(12)}",
            "request_id": request_id,
            "rating": rating,
            "comment": comment,
            "created_us": int(self._clock() * SECOND_US),
        }
        async with self._database.writing() as connection:
            await connection.execute(feedback.insert().values(workspace=workspace, **row))
        return _feedback(row)

    async def list(self, workspace: str, limit: int = 100) -> tuple[Feedback, ...]:
        """Newest first."""
        query = (
            feedback.select()
            .where(feedback.c.workspace == workspace)
            .order_by(feedback.c.created_us.desc(), feedback.c.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(_feedback(row) for row in rows)


def _prompt(row: Any) -> Prompt:
    return Prompt(row["name"], row["version"], row["body"], datetime.fromtimestamp(row["created_us"] / SECOND_US, UTC))


def _feedback(row: Any) -> Feedback:
    return Feedback(
        row["id"],
        row["request_id"],
        row["rating"],
        row["comment"],
        datetime.fromtimestamp(row["created_us"] / SECOND_US, UTC),
    )
