"""Image-text-to-text checkpoints in this process, through Hugging Face transformers.

Requests that wait together are generated together, as one padded batch, when they sample alike: the
library's own continuous batching takes no images as of version 5.23. A batch does not grow once it runs.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import queue
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from fovea.engines.base import Capabilities, estimate_tokens
from fovea.engines.defuse import defused, defuser
from fovea.engines.weights import available_bytes, checkpoint_files, locate, require_memory
from fovea.errors import EngineFailed, FoveaError, InvalidRequest
from fovea.values import EngineEvent, Picture, Prompt, Stop, StopReason, Text, TextDelta, UsageReport

log = logging.getLogger("fovea.engines")

#: How often a waiting request looks whether it was cancelled, while others run or the prompt is read in.
_LOOK_S = 0.1
#: An undecodable tail is part of a character whose other bytes are in the next token.
_HALF = "\ufffd"


class TransformersEngine:
    """``model`` is a checkpoint folder or the name or hub id of a pulled model.

    ``device`` is a torch device, or "auto" to spread the model over what there is. ``attention`` is one of the
    library's implementations ("sdpa", "flash_attention_2", "eager"). Up to ``batch`` requests run together.
    """

    def __init__(
        self,
        *,
        name: str,
        model: str,
        dtype: Literal["auto", "float32", "float16", "bfloat16"] = "auto",
        device: str = "auto",
        attention: str | None = None,
        batch: int = 8,
        context_tokens: int = 32_768,
        max_output_tokens: int = 8192,
        max_images: int = 100,
        threads: int = 0,
        check_memory: bool = True,
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(
            max_images=max_images,
            context_tokens=context_tokens,
            max_output_tokens=max_output_tokens,
            concurrency=batch,
            bounds_itself=True,
        )
        self._model_name, self._dtype, self._device, self._attention = model, dtype, device, attention
        self._threads, self._check_memory = threads, check_memory
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._model: Any = None
        self._processor: Any = None
        self._defuse: Callable[[str], str] = lambda text: text

    # --- loading -------------------------------------------------------------------------------------------

    def load(self) -> None:
        try:
            torch, transformers = _import("torch"), _import("transformers")
        except ImportError as missing:
            raise EngineFailed("The transformers engine needs: pip install 'fovea-vision[transformers]'") from missing
        folder = locate(self.name, self._model_name)
        files = checkpoint_files(self.name, folder)
        if self._check_memory:
            self._require_memory(sum(path.stat().st_size for path in files))
        if self._threads:
            torch.set_num_threads(self._threads)
        # cuDNN's attention plans anew for each length, and a conversation grows by a token at a time: on an H100 a step
        # of a 3 B model took 95 ms with it and 35 ms or less without.
        torch.backends.cuda.enable_cudnn_sdp(False)
        try:
            self._processor = _processor(folder)
            self._model = transformers.AutoModelForImageTextToText.from_pretrained(
                folder,
                dtype=self._dtype,
                device_map=self._device,
                attn_implementation=self._attention,
                local_files_only=True,
            ).eval()
        except FoveaError:
            raise
        except Exception as failed:  # whatever a checkpoint can do wrong; the cause is in the log
            log.exception("%s could not be loaded", folder)
            raise EngineFailed(f"models.{self.name}: {folder} could not be loaded; the log says why") from failed
        tokenizer = self._processor.tokenizer
        # Older checkpoints keep the template with the tokenizer.
        self._processor.chat_template = self._processor.chat_template or tokenizer.chat_template
        if not self._processor.chat_template:
            raise EngineFailed(f"models.{self.name}: {folder} has no chat template")
        tokenizer.padding_side = "left"
        if tokenizer.pad_token is None:
            tokenizer.pad_token = tokenizer.eos_token
        special = {t.content for t in tokenizer.added_tokens_decoder.values() if t.special}
        self._defuse = defuser(special | {getattr(self._processor, "image_token", None) or ""})
        text_config = self._model.config.get_text_config()
        longest = getattr(text_config, "max_position_embeddings", None) or self.capabilities.context_tokens
        context = min(self.capabilities.context_tokens, longest)
        self.capabilities = replace(self.capabilities, context_tokens=context)
        threading.Thread(target=self._work, name=f"transformers-{self.name}", daemon=True).start()

    def _require_memory(self, weight_bytes: int) -> None:
        torch = _import("torch")
        where, free = "memory", available_bytes()
        if self._device != "cpu" and torch.cuda.is_available():
            free_gpu = sum(torch.cuda.mem_get_info(n)[0] for n in range(torch.cuda.device_count()))
            # "auto" may put on the processor what the accelerators cannot hold.
            where, free = (
                ("GPU and main memory", free_gpu + (free or 0)) if self._device == "auto" else ("GPU", free_gpu)
            )
        # A tenth on top for activations and the cache of a short conversation; checkpoints are half precision
        # at most, so asking for float32 doubles them.
        doubled = weight_bytes if self._dtype == "float32" else 0
        require_memory(
            self.name,
            {"weights": weight_bytes, "widening to float32": doubled, "activations": (weight_bytes + doubled) // 10},
            free,
            where,
        )

    def unload(self) -> None:
        self._jobs.put(None)

    def count_tokens(self, text: str) -> int:
        if self._processor is None:
            return estimate_tokens(text)
        return len(self._processor.tokenizer(text, add_special_tokens=False)["input_ids"])

    # --- one request -------------------------------------------------------------------------------------------

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        job = _Job(defused(prompt, self._defuse), self._processor.tokenizer, cancelled)
        self._jobs.put(job)
        try:
            while not cancelled():
                try:
                    event = job.events.get(timeout=_LOOK_S)
                except queue.Empty:
                    continue
                if isinstance(event, BaseException):
                    raise event
                yield event
                if isinstance(event, Stop):
                    return
        finally:
            job.unwanted = True

    # --- the thread that generates -----------------------------------------------------------------------------

    def _work(self) -> None:
        waiting: list[_Job] = []
        closing = False
        while waiting or not closing:
            with contextlib.suppress(queue.Empty):
                while not closing:
                    job = self._jobs.get(block=not waiting)
                    if job is None:
                        closing = True
                    else:
                        waiting.append(job)
            if not waiting:
                break
            key = waiting[0].key
            batch = [job for job in waiting if job.key == key][: self.capabilities.concurrency]
            waiting = [job for job in waiting if job not in batch]
            self._run(batch)
        self._model = self._processor = None

    def _run(self, jobs: list[_Job]) -> None:
        """Generates a batch. Every job hears of its end: by ``Stop`` or by an exception."""
        torch = _import("torch")
        if not (jobs := [job for job in jobs if not job.over]):
            return
        try:
            inputs = self._inputs(jobs)
            for job, mask in zip(jobs, inputs["attention_mask"], strict=True):
                job.begin(int(mask.sum()), self.capabilities.context_tokens)
            with torch.inference_mode():
                self._model.generate(
                    **inputs.to(self._model.device, self._model.dtype),
                    max_new_tokens=max(job.max_tokens for job in jobs),
                    streamer=_Streamer(jobs, self._eos()),
                    stopping_criteria=[_stopping(jobs)],
                    pad_token_id=self._processor.tokenizer.pad_token_id,
                    **_sampling(jobs[0].prompt),
                )
        except (MemoryError, torch.OutOfMemoryError) as full:
            if len(jobs) > 1 and not any(job.tokens for job in jobs):
                for job in jobs:
                    self._run([job])
                return
            _fail(
                jobs, EngineFailed("The model ran out of memory on this request: send fewer or smaller images."), full
            )
        except FoveaError as known:
            if len(jobs) > 1:  # one of them is at fault: alone, each gets its own answer
                for job in jobs:
                    self._run([job])
                return
            _fail(jobs, known, None)
        except BaseException as failed:  # the thread lives on
            _fail(jobs, failed, None)
        else:
            for job in jobs:
                job.finish("max_tokens")

    def _eos(self) -> frozenset[int]:
        eos = self._model.generation_config.eos_token_id
        return frozenset(eos if isinstance(eos, list) else [eos])

    def _inputs(self, jobs: Sequence[_Job]) -> Any:
        texts = [self._templated(job.prompt) for job in jobs]
        pictures = [[_image(picture) for picture in job.prompt.pictures()] for job in jobs]
        options: dict[str, Any] = {"padding": True, "return_tensors": "pt"}
        bos = self._processor.tokenizer.bos_token
        if bos and texts[0].startswith(bos):
            options["add_special_tokens"] = False
        return self._processor(text=texts, images=pictures if any(pictures) else None, **options)

    def _templated(self, prompt: Prompt) -> str:
        from jinja2.exceptions import TemplateError

        prefill = prompt.turns[-1].role == "assistant"
        how: dict[str, Any] = {
            "tokenize": False,
            "add_generation_prompt": not prefill,
            "continue_final_message": prefill,
        }
        try:
            return str(self._processor.apply_chat_template(_messages(prompt, fold_system=False), **how))
        except TemplateError:  # some templates have no system role: there it opens the first user turn
            return str(self._processor.apply_chat_template(_messages(prompt, fold_system=True), **how))


@dataclass(eq=False)
class _Job:
    """One request on its way through a batch: its tokens in, its text out."""

    prompt: Prompt
    tokenizer: Any
    cancelled: Callable[[], bool]
    events: queue.SimpleQueue[EngineEvent | BaseException] = field(default_factory=queue.SimpleQueue)
    #: Set when nobody listens any more.
    unwanted: bool = False
    tokens: list[int] = field(default_factory=list)
    max_tokens: int = 0
    done: bool = False
    _input_tokens: int = 0
    _at_limit: StopReason = "max_tokens"
    #: Tokens whose text is out, and those before them that give it its context (spaces, joined characters).
    _said: int = 0
    _context: int = 0

    @property
    def key(self) -> tuple[object, bool]:
        """Jobs of the same key can share a batch: ``generate`` samples all rows alike."""
        return self.prompt.sampling, bool(self.prompt.pictures())

    @property
    def over(self) -> bool:
        return self.done or self.unwanted or self.cancelled()

    def begin(self, input_tokens: int, context_tokens: int) -> None:
        room = context_tokens - input_tokens
        if room < 1:
            raise InvalidRequest(f"prompt is too long: {input_tokens} tokens > {context_tokens} maximum")
        self._input_tokens = input_tokens
        self.max_tokens = min(self.prompt.max_tokens, room)
        self._at_limit = "max_tokens" if self.prompt.max_tokens <= room else "model_context_window_exceeded"
        self.events.put(UsageReport(input_tokens=input_tokens))

    def take(self, token: int, ends: bool) -> None:
        if self.done:
            return
        if ends:
            self.finish("end_turn")
            return
        self.tokens.append(token)
        before = self.tokenizer.decode(self.tokens[self._context : self._said], skip_special_tokens=True)
        now = self.tokenizer.decode(self.tokens[self._context :], skip_special_tokens=True)
        if len(now) > len(before) and not now.endswith(_HALF):
            self.events.put(TextDelta(now[len(before) :]))
            self._context, self._said = self._said, len(self.tokens)
        if len(self.tokens) >= self.max_tokens:
            self.finish(self._at_limit)

    def finish(self, reason: StopReason) -> None:
        if self.done:
            return
        self.done = True
        before = self.tokenizer.decode(self.tokens[self._context : self._said], skip_special_tokens=True)
        if rest := self.tokenizer.decode(self.tokens[self._context :], skip_special_tokens=True)[len(before) :]:
            self.events.put(TextDelta(rest))
        self.events.put(UsageReport(input_tokens=self._input_tokens, output_tokens=len(self.tokens)))
        self.events.put(Stop(reason))


def _fail(jobs: Sequence[_Job], error: BaseException, cause: BaseException | None) -> None:
    error.__cause__ = error.__cause__ or cause
    for job in jobs:
        if not job.done:
            job.done = True
            job.events.put(error)


class _Streamer:
    """Hands every row of a batch its tokens. The library's own streamers take one row only."""

    def __init__(self, jobs: Sequence[_Job], eos: frozenset[int]) -> None:
        self._jobs, self._eos, self._prompt_seen = jobs, eos, False

    def put(self, tokens: Any) -> None:
        """``tokens`` is the whole prompt first, (rows, length), then (rows,) for each step."""
        if not self._prompt_seen:
            self._prompt_seen = True
            return
        for job, token in zip(self._jobs, tokens.tolist(), strict=True):
            job.take(token, token in self._eos)

    def end(self) -> None: ...


def _stopping(jobs: Sequence[_Job]) -> Callable[..., Any]:
    """Asked after each step which rows are finished."""
    torch = _import("torch")

    def finished(input_ids: Any, scores: Any, **_: Any) -> Any:
        return torch.tensor([job.over for job in jobs], device=input_ids.device)

    return finished


def _sampling(prompt: Prompt) -> dict[str, Any]:
    """What the client asked for; the checkpoint's own defaults for the rest."""
    sampling = prompt.sampling
    if sampling.temperature == 0:
        return {"do_sample": False}
    given = {k: v for k in ("temperature", "top_p", "top_k") if (v := getattr(sampling, k)) is not None}
    return {"do_sample": True, **given} if given else {}


def _messages(prompt: Prompt, *, fold_system: bool) -> list[dict[str, Any]]:
    """Chat messages with content in parts, which every vision template reads. Neighbours of one role are joined."""
    messages: list[dict[str, Any]] = []

    def add(role: str, content: list[dict[str, Any]]) -> None:
        if messages and messages[-1]["role"] == role:
            messages[-1]["content"] += content
        elif content:
            messages.append({"role": role, "content": content})

    for text in filter(None, (prompt.policy, prompt.system)):
        add("user" if fold_system else "system", [{"type": "text", "text": text + "\n\n"}])
    for turn in prompt.turns:
        content: list[dict[str, Any]] = []
        for part in turn.parts:
            match part:
                case Text(text):
                    content.append({"type": "text", "text": text})
                case Picture():
                    content.append({"type": "image"})
                case _:
                    raise InvalidRequest(f"{type(part).__name__} blocks are not supported by this model.")
        add("user" if turn.role == "system" and fold_system else turn.role, content)
    return messages


def _image(picture: Picture) -> Any:
    from PIL import Image

    return Image.fromarray(picture.pixels())


def _import(module: str) -> Any:
    """A heavy import at the last moment, typed alike whether the extra is installed or not."""
    return importlib.import_module(module)


def _processor(folder: Path) -> Any:
    """The checkpoint's processor; where its video half needs torchvision and that is absent, the image half alone."""
    try:
        return _import("transformers").AutoProcessor.from_pretrained(folder, local_files_only=True)
    except ImportError:
        return _without_video(folder)


def _without_video(folder: Path) -> Any:
    transformers = _import("transformers")
    names = _import("transformers.models.auto.processing_auto").PROCESSOR_MAPPING_NAMES
    config = transformers.AutoConfig.from_pretrained(folder, local_files_only=True)
    base = getattr(transformers, names[config.model_type])

    members = {
        "get_attributes": classmethod(lambda cls: ["image_processor", "tokenizer"]),
        # The constructor keeps its third place, for the video processor, and it stays empty.
        "_get_arguments_from_pretrained": classmethod(
            lambda cls, *args, **kwargs: [*base._get_arguments_from_pretrained.__func__(cls, *args, **kwargs), None]
        ),
        # Read while the template's options are prepared, never used for an image.
        "video_processor": types.SimpleNamespace(num_frames=1, fps=1, size={"longest_edge": 1}),
    }
    image_half: Any = type(base.__name__, (base,), members)
    return image_half.from_pretrained(folder, local_files_only=True)
