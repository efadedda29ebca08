"""What ``/v1/models`` answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from fovea.wire.response import Json

Lifecycle: TypeAlias = Literal["active", "deprecated", "retired"]
Line: TypeAlias = Literal["haiku", "sonnet", "opus", "fable", "mythos"]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model as the API describes it. ``vision`` and the rest become ``capabilities``."""

    id: str
    display_name: str
    created_at: datetime
    max_input_tokens: int | None = None
    max_tokens: int | None = None
    lifecycle: Lifecycle = "active"
    deprecated_at: datetime | None = None
    retires_at: datetime | None = None
    line: Line | None = None
    vision: bool = True
    pdf: bool = False
    thinking: bool = False
    structured_outputs: bool = False
    batch: bool = False

    def whole(self) -> Json:
        return {
            "type": "model",
            "id": self.id,
            "display_name": self.display_name,
            "created_at": rfc3339(self.created_at),
            "lifecycle": self.lifecycle,
            "deprecated_at": self.deprecated_at and rfc3339(self.deprecated_at),
            "retires_at": self.retires_at and rfc3339(self.retires_at),
            "line": self.line,
            "max_input_tokens": self.max_input_tokens,
            "max_tokens": self.max_tokens,
            "capabilities": self._capabilities(),
        }

    def _capabilities(self) -> Json:
        """Every key that the official SDKs require, and those that say a plain no."""
        thinking = _supported(self.thinking)
        return {
            "batch": _supported(self.batch),
            "citations": _supported(False),
            "code_execution": _supported(False),
            "image_input": _supported(self.vision),
            "pdf_input": _supported(self.pdf),
            "structured_outputs": _supported(self.structured_outputs),
            "context_management": {
                "supported": False,
                "clear_thinking_20251015": _supported(False),
                "clear_tool_uses_20250919": _supported(False),
                "compact_20260112": _supported(False),
            },
            "effort": {
                "supported": self.thinking,
                **dict.fromkeys(("low", "medium", "high", "max", "xhigh"), thinking),
            },
            "thinking": {
                "supported": self.thinking,
                "types": {
                    "adaptive": thinking,
                    "between_tools": _supported(False),
                    "disabled": _supported(True),
                    "enabled": thinking,
                },
            },
            "server_tools": {
                "supported": False,
                "code_execution": _supported(False),
                "web_search": _supported(False),
            },
        }


def _supported(supported: bool) -> Json:
    return {"supported": supported}


def rfc3339(moment: datetime) -> str:
    """``2026-11-22T18:05:46Z``, with microseconds where there are any. Naive times are taken to be UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")


def id_page(items: Sequence[Json], *, has_more: bool) -> Json:
    """A page of a list that is walked by ids: models, batches, and files for old clients."""
    return {
        "data": list(items),
        "has_more": has_more,
        "first_id": items[0]["id"] if items else None,
        "last_id": items[-1]["id"] if items else None,
    }
