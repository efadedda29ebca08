"""Any OpenAI-compatible server: vLLM, SGLang, llama-server, Ollama, OpenAI and the many that speak alike."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any, Literal

from fovea.engines import chat
from fovea.engines.base import Capabilities, estimate_tokens
from fovea.engines.splice import Body, Splice
from fovea.engines.upstream import Connection, Pool, beside, streams
from fovea.errors import FoveaError, InvalidRequest
from fovea.values import EngineEvent, Prompt

#: What vLLM and OpenAI say when a prompt is too long: the maximum, then what it came to.
_TOO_LONG = re.compile(r"maximum context length is (\d+) tokens.*?(\d+) (?:input |prompt )?tokens", re.DOTALL)


class OpenAIEngine:
    """``model`` is the name that the server knows. Further options are those of ``upstream.Connection``.

    ``prefill`` says whether the server can continue a final assistant turn (vLLM and llama-server can);
    ``max_tokens_field`` is "max_completion_tokens" for OpenAI's reasoning models; ``extra_body`` is merged
    into every request, for what only one server knows.
    """

    def __init__(
        self,
        *,
        name: str,
        model: str,
        images: bool = True,
        tools: bool = True,
        documents: bool = False,
        thinking: bool = False,
        structured_output: bool = True,
        prefill: bool = False,
        max_images: int = 600,
        context_tokens: int = 200_000,
        max_output_tokens: int = 8192,
        concurrency: int = 64,
        max_tokens_field: Literal["max_tokens", "max_completion_tokens"] = "max_tokens",
        extra_body: Mapping[str, Any] | None = None,
        **connection: Any,
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(
            images=images,
            max_images=max_images,
            context_tokens=context_tokens,
            max_output_tokens=max_output_tokens,
            tools=tools,
            documents=documents,
            thinking=thinking,
            structured_output=structured_output,
            prefill=prefill,
            concurrency=concurrency,
            bounds_itself=True,
            wants_pixels=False,
        )
        self._max_tokens_field = max_tokens_field
        self._fixed = {"model": model, **(extra_body or {})}
        self._connection = Connection.parse(connection)
        self._pool: Pool | None = None

    def load(self) -> None:
        self._pool = Pool(self.name, self._connection, _authorize, _explain)

    def unload(self) -> None:
        if self._pool is not None:
            self._pool.close()

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    async def stream(self, prompt: Prompt) -> AsyncIterator[EngineEvent]:
        assert self._pool is not None, "load() first"
        body = await beside(self._body, prompt)
        thinking = (prompt.thinking or {}).get("type", "disabled") != "disabled"
        reader = chat.Reader(thinking, echo=chat.prefill(prompt))
        async with aclosing(self._pool.events("/chat/completions", body)) as batches:
            async for batch in batches:
                for chunk in batch:
                    for event in reader.read(chunk):
                        yield event
        for event in reader.end():
            yield event

    def _body(self, prompt: Prompt) -> Body:
        splice = Splice()
        body = chat.request(prompt, picture=chat.held_in(splice), documents=self.capabilities.documents) | self._fixed
        if streams(prompt):
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        if self._max_tokens_field != "max_tokens":
            body[self._max_tokens_field] = body.pop("max_tokens")
        if prompt.effort is not None:  # this dialect ends at "high"
            body["reasoning_effort"] = "high" if prompt.effort in ("xhigh", "max") else prompt.effort
        if prompt.turns[-1].role == "assistant":
            body |= {"add_generation_prompt": False, "continue_final_message": True}
        return splice.dumps(body)


def _authorize(key: str | None) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"} if key else {}


def _explain(status: int, error: Mapping[str, Any]) -> FoveaError | None:
    """A prompt that is too long is the client's to mend, so it learns the numbers, in the API's words."""
    if error.get("type") == "exceed_context_size_error":  # llama-server
        return InvalidRequest(
            f"prompt is too long: {error.get('n_prompt_tokens')} tokens > {error.get('n_ctx')} maximum"
        )
    if status in (400, 413) and (found := _TOO_LONG.search(str(error.get("message")))):
        return InvalidRequest(f"prompt is too long: {found[2]} tokens > {found[1]} maximum")
    if error.get("code") == "context_length_exceeded":
        return InvalidRequest("prompt is too long for the model's context window")
    return None
