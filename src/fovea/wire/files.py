"""What ``/v1/files`` answers, in the shapes of today and in those of the beta."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from fovea.wire.models import id_page, rfc3339
from fovea.wire.response import Json

#: Sent by clients from the time of the beta; it selects the shapes of that time.
FILES_BETA = "files-api-2025-04-14"


def is_beta(anthropic_beta: str | None) -> bool:
    """Whether the ``anthropic-beta`` header's value asks for the old shapes."""
    return FILES_BETA in (name.strip() for name in (anthropic_beta or "").split(","))


def file_object(
    *,
    id: str,
    filename: str,
    mime_type: str,
    size_bytes: int,
    created_at: datetime,
    expires_at: datetime | None = None,
    downloadable: bool = False,
    beta: bool = False,
) -> Json:
    body: Json = {
        "id": id,
        "type": "file",
        "filename": filename,
        "mime_type": mime_type,
        "size_bytes": size_bytes,
        "created_at": rfc3339(created_at),
        "downloadable": downloadable,
    }
    # Clients of the beta knew no expiry; one that has it is told all the same.
    if not beta or expires_at is not None:
        body["expires_at"] = expires_at and rfc3339(expires_at)
    return body


def file_page(files: Iterable[Json], *, next_page: str | None) -> Json:
    return {"data": list(files), "next_page": next_page}


def file_page_beta(files: Iterable[Json], *, has_more: bool) -> Json:
    return id_page(list(files), has_more=has_more)


def deleted_file(file_id: str) -> Json:
    return {"id": file_id, "type": "file_deleted"}
