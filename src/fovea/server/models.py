"""GET /v1/models and /v1/models/{id}: what this server answers with, in the API's words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fovea.engines.registry import Model
from fovea.errors import InvalidRequest
from fovea.server.answers import JSON
from fovea.wire.models import ModelInfo, id_page

if TYPE_CHECKING:
    from fovea.server.app import Service

DEFAULT_LIMIT, MAX_LIMIT = 20, 1000


def routes(service: Service) -> list[Route]:
    table = service.pipeline.models
    began = datetime.now(UTC).replace(microsecond=0)

    async def list_models(request: Request) -> Response:
        """Models do not change while a server runs, so a page is a slice of one list."""
        query = request.query_params
        limit = _limit(query.get("limit"))
        wanted = query.getlist("lifecycle[]")
        if unknown := [state for state in wanted if state not in ("active", "deprecated", "retired")]:
            raise InvalidRequest(
                f"Input should be 'active', 'deprecated' or 'retired', not {unknown[0][:32]!r}", path="lifecycle"
            )
        rows = [] if wanted and "active" not in wanted else [_row(model, began) for model in table]
        ids = [row["id"] for row in rows]
        after, before = query.get("after_id"), query.get("before_id")
        start, end = _place(ids, after, "after_id", 1), _place(ids, before, "before_id", 0, missing=len(ids))
        page = rows[start:end]
        shown = page[-limit:] if before else page[:limit]
        return JSON(id_page(shown, has_more=len(page) > len(shown)))

    async def get_model(request: Request) -> Response:
        return JSON(_row(table.resolve(request.path_params["model_id"]), began))

    return [Route("/v1/models", list_models), Route("/v1/models/{model_id:path}", get_model)]


def _row(model: Model, began: datetime) -> dict[str, Any]:
    """As the API tells it, and under ``fovea`` what the API has no word for: who answers, within what, for how much."""
    can = model.engine.capabilities
    info = ModelInfo(
        id=model.name,
        display_name=model.display_name,
        created_at=began,
        max_input_tokens=can.context_tokens,
        max_tokens=can.max_output_tokens,
        vision=can.images,
        pdf=can.documents,
        thinking=can.thinking,
        structured_outputs=can.structured_output,
        batch=True,
    )
    ours = {
        "engine": model.engine_name,
        "profile": model.profile.name,
        "limits": model.profile.as_json(),
        "max_images": min(can.max_images, model.profile.max_images_for(can.context_tokens)),
        "price": price_of(model),
        "fallback": model.fallback,
    }
    return {**info.whole(), "fovea": ours}


def price_of(model: Model) -> dict[str, float] | None:
    """USD per million tokens; None for a model that costs nothing."""
    return {"input_usd": model.price[0], "output_usd": model.price[1]} if model.price else None


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MAX_LIMIT):
        raise InvalidRequest(f"Input should be a whole number from 1 to {MAX_LIMIT}, not {text[:32]!r}", path="limit")
    return int(text)


def _place(ids: list[str], name: str | None, parameter: str, offset: int, *, missing: int = 0) -> int:
    if name is None:
        return missing
    if name not in ids:
        raise InvalidRequest(f"no model {name[:64]!r} in this list", path=parameter)
    return ids.index(name) + offset
