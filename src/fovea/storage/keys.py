"""Keys, and what each may do in a minute."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import sqlalchemy as sa

from fovea.errors import InvalidRequest, NotFound
from fovea.storage.database import Database, keys, rates

SECOND_US = 1_000_000
WINDOW_US = 60 * SECOND_US
NO_KEYS_HOLDS_S = 1.0

Resource: TypeAlias = Literal["requests", "input-tokens"]

_WORKSPACE = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
#: fovea-<id>-<secret>: the id finds the row, the secret is compared.
_KEY = re.compile(r"fovea-([0-9a-f]{12})-[A-Za-z0-9_-]{43}")
#: <key id>.<seconds since 1970>.<signature>
_SESSION = re.compile(r"([0-9a-f]{12})\.(\d{1,12})\.([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Key:
    id: str
    name: str
    workspace: str
    created_at: datetime
    revoked_at: datetime | None
    #: Limits of its own; None leaves the server's.
    requests_per_minute: int | None
    input_tokens_per_minute: int | None


class Keys:
    def __init__(self, database: Database, *, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        #: What ``any`` last found, and until when that holds.
        self._exist = False
        self._exist_until = 0.0

    async def create(
        self,
        name: str,
        workspace: str = "default",
        *,
        requests_per_minute: int | None = None,
        input_tokens_per_minute: int | None = None,
    ) -> tuple[Key, str]:
        """The key's record and the key itself, which is not kept and cannot be shown again."""
        if not _WORKSPACE.fullmatch(workspace):
            raise InvalidRequest(
                f"workspace: {workspace[:80]!r} is not a name of 1 to 63 small letters, digits, '-' and '_'"
            )
        if not 1 <= len(name) <= 255:
            raise InvalidRequest(f"name: has {len(name)} characters; 1 to 255 are allowed")
        key_id = secrets.token_hex(6)
        secret = f"fovea-{key_id}-{secrets.token_urlsafe(32)}"
        row = {
            "id": key_id,
            "name": name,
            "workspace": workspace,
            "sha256": _digest(secret),
            "created_us": int(self._clock() * SECOND_US),
            "revoked_us": None,
            "requests_per_minute": requests_per_minute,
            "input_tokens_per_minute": input_tokens_per_minute,
        }
        async with self._database.writing() as connection:
            await connection.execute(keys.insert().values(**row))
        self._exist = True
        return _key(row), secret

    async def list(self) -> tuple[Key, ...]:
        """All keys, revoked ones too, oldest first."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(keys.select().order_by(keys.c.created_us, keys.c.id))).mappings().all()
        return tuple(_key(row) for row in rows)

    async def revoke(self, key_id: str) -> Key:
        """Holds from the next request on, in every process. Raises ``NotFound``."""
        async with self._database.writing() as connection:
            await connection.execute(
                keys.update()
                .where(keys.c.id == key_id, keys.c.revoked_us.is_(None))
                .values(revoked_us=int(self._clock() * SECOND_US))
            )
            row = (await connection.execute(keys.select().where(keys.c.id == key_id))).mappings().first()
        if row is None:
            raise NotFound(f"Key `{key_id[:80]}` not found.")
        return _key(row)

    async def in_force(self, key_id: str) -> Key | None:
        """The key of this id, for work that goes on after it was shown; None once it is revoked."""
        async with self._database.reading() as connection:
            row = (await connection.execute(keys.select().where(keys.c.id == key_id))).mappings().first()
        return None if row is None or row["revoked_us"] is not None else _key(row)

    async def verify(self, secret: str) -> Key | None:
        """The key's record, or None for anything that is not a key in force."""
        match = _KEY.fullmatch(secret)
        if not match:
            return None
        async with self._database.reading() as connection:
            row = (await connection.execute(keys.select().where(keys.c.id == match[1]))).mappings().first()
        # The id is no secret; the comparison takes as long for a wrong key as for the right one.
        if row is None or not hmac.compare_digest(row["sha256"], _digest(secret)) or row["revoked_us"] is not None:
            return None
        return _key(row)

    async def verify_session(self, token: str) -> Key | None:
        """The key behind a ``session_token``; None once it has expired or its key was revoked."""
        match = _SESSION.fullmatch(token)
        if not match or int(match[2]) <= self._clock():
            return None
        async with self._database.reading() as connection:
            row = (await connection.execute(keys.select().where(keys.c.id == match[1]))).mappings().first()
        if row is None or row["revoked_us"] is not None:
            return None
        expected = _signature(row["sha256"], match[1], match[2])
        return _key(row) if hmac.compare_digest(expected, match[3]) else None

    async def any(self) -> bool:
        """Whether a key was ever made. Revoking the last one does not open the door again.

        Asked for every request without a key, so that the answer is kept: a yes for ever, a no for
        ``NO_KEYS_HOLDS_S``, which is how long a server goes on without keys after another process made the first.
        """
        if not self._exist and self._clock() >= self._exist_until:
            async with self._database.reading() as connection:
                self._exist = await connection.scalar(sa.select(keys.c.id).limit(1)) is not None
            self._exist_until = self._clock() + NO_KEYS_HOLDS_S
        return self._exist


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit after an attempt to take from it."""

    resource: Resource
    limit: int
    remaining: int
    #: When the whole limit is there again.
    reset_at: datetime
    #: 0 if it was granted, else seconds until the same attempt would be.
    retry_after_s: float


class Rates:
    """Limits a minute, held in the database so that all server processes share them.

    Each (key, resource) is one row with the moment at which its bucket will be full again (the generic
    cell rate algorithm, ITU-T I.371). Taking ``n`` of ``limit`` a minute moves that moment by
    ``60 s * n / limit`` and is granted while it stays within a minute of now: one statement, so that two
    processes can never both take the last one.
    """

    def __init__(self, database: Database, *, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def take(self, key_id: str, resource: Resource, amount: int, limit: int) -> Allowance:
        """Takes ``amount`` if it is there, and nothing if it is not. ``limit`` is per minute, at least 1."""
        now_us = int(self._clock() * SECOND_US)
        cost_us = WINDOW_US * amount // limit
        start = sa.case((rates.c.full_us > now_us, rates.c.full_us), else_=now_us)
        full_us: int | None = None
        if cost_us <= WINDOW_US:
            insert = self._database.upsert(rates).values(key=key_id, resource=resource, full_us=now_us + cost_us)
            statement = insert.on_conflict_do_update(
                index_elements=["key", "resource"],
                set_={"full_us": start + cost_us},
                where=start + cost_us - now_us <= WINDOW_US,
            ).returning(rates.c.full_us)
            async with self._database.writing(durable=False) as connection:
                full_us = await connection.scalar(statement)
        granted = full_us is not None
        if full_us is None:
            here = sa.and_(rates.c.key == key_id, rates.c.resource == resource)
            async with self._database.reading() as connection:
                full_us = await connection.scalar(sa.select(rates.c.full_us).where(here)) or now_us
        full_us = max(full_us, now_us)
        wait_us = 0 if granted else max(min(full_us + cost_us - now_us - WINDOW_US, WINDOW_US), SECOND_US // 1000)
        return Allowance(
            resource,
            limit,
            remaining=(now_us + WINDOW_US - full_us) * limit // WINDOW_US,
            reset_at=datetime.fromtimestamp(full_us / SECOND_US, UTC),
            retry_after_s=wait_us / SECOND_US,
        )


def session_token(secret: str, expires_at: int) -> str:
    """A statement that its bearer has shown this key: the key's id, when it ends, and a signature.

    Signed with the digest that the database keeps, so it can be checked without the key, and the key cannot be
    had from it.
    """
    key_id = secret.split("-")[1]
    return f"{key_id}.{expires_at}.{_signature(_digest(secret), key_id, str(expires_at))}"


def _signature(digest: str, key_id: str, expires_at: str) -> str:
    return hmac.digest(bytes.fromhex(digest), f"fovea session {key_id} {expires_at}".encode(), "sha256").hex()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: Any) -> Key:
    return Key(
        id=row["id"],
        name=row["name"],
        workspace=row["workspace"],
        created_at=datetime.fromtimestamp(row["created_us"] / SECOND_US, UTC),
        revoked_at=None if row["revoked_us"] is None else datetime.fromtimestamp(row["revoked_us"] / SECOND_US, UTC),
        requests_per_minute=row["requests_per_minute"],
        input_tokens_per_minute=row["input_tokens_per_minute"],
    )
