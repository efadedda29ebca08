"""Which model names there are, and which engine stands behind each.

An engine comes from the table below or from an installed package that declares an entry point in the
group ``fovea.engines``:

    [project.entry-points."fovea.engines"]
    my-engine = "my_package:MyEngine"

The class is called with ``name=`` and the options of its ``[models.NAME]`` table.
"""

from __future__ import annotations

import fnmatch
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from fovea.engines.base import AnyEngine
from fovea.errors import FoveaError, InvalidRequest, NotFound
from fovea.limits import PROFILES, LimitProfile

ENGINES = {
    "reader": "fovea.engines.reader:ReaderEngine",
    "echo": "fovea.engines.echo:EchoEngine",
    "openai": "fovea.engines.openai:OpenAIEngine",
    "anthropic": "fovea.engines.anthropic:AnthropicEngine",
    "transformers": "fovea.engines.transformers:TransformersEngine",
    "llamacpp": "fovea.engines.llamacpp:LlamaCppEngine",
    "ray": "fovea.engines.ray:RayEngine",
}
ENTRY_POINT_GROUP = "fovea.engines"


@dataclass(frozen=True, slots=True)
class Model:
    """A name that clients may ask for. ``price`` is USD per million input and output tokens, None if free.

    ``repair``: a request that breaks the profile is mended where that can be done, instead of being refused.
    """

    name: str
    engine: AnyEngine
    engine_name: str
    profile: LimitProfile
    price: tuple[float, float] | None = None
    display_name: str = ""
    fallback: str | None = None
    repair: bool = False


@dataclass(frozen=True, slots=True)
class ModelTable:
    """The models of one server and the aliases that lead to them."""

    models: Mapping[str, Model]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> Model:
        """The model for ``name``: itself, else the first alias whose pattern matches. Raises ``NotFound``."""
        if name in self.models:
            return self.models[name]
        for pattern, target in self.aliases.items():
            if fnmatch.fnmatchcase(name, pattern):
                return self.models[target]
        raise NotFound(f"model: {name}")

    def __iter__(self) -> Iterator[Model]:
        return iter(self.models.values())


def engine_class(engine: str) -> Any:
    """The class behind an engine's name. Raises ``InvalidRequest`` that lists the names there are."""
    if target := ENGINES.get(engine):
        module, _, attribute = target.partition(":")
        return getattr(import_module(module), attribute)
    plugins = {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}
    if engine in plugins:
        return plugins[engine].load()
    names = sorted({*ENGINES, *plugins})
    near = get_close_matches(engine, names, n=1)
    raise InvalidRequest(
        f"engine {engine!r} is not known"
        + (f"; did you mean {near[0]!r}?" if near else "")
        + f" There are: {', '.join(names)}"
    )


def build(
    tables: Mapping[str, Mapping[str, Any]],
    aliases: Mapping[str, str],
    *,
    default_profile: str = "guide-2025",
) -> ModelTable:
    """Makes the models of ``[models.NAME]`` tables. Nothing is loaded or connected yet."""
    models = {name: _model(name, dict(table), default_profile) for name, table in tables.items()}
    for pattern, target in aliases.items():
        if target not in models:
            raise InvalidRequest(
                f"aliases: {pattern!r} leads to {target!r}, which is not among [models]: {', '.join(models)}"
            )
    for model in models.values():
        if model.fallback and model.fallback not in models:
            raise InvalidRequest(
                f"models.{model.name}: fallback {model.fallback!r} is not among [models]: {', '.join(models)}"
            )
    return ModelTable(models, dict(aliases))


def _model(name: str, table: dict[str, Any], default_profile: str) -> Model:
    where = f"models.{name}"
    if "engine" not in table:
        raise InvalidRequest(f"{where}: engine = … is missing. There are: {', '.join(ENGINES)}")
    engine_name = table.pop("engine")
    profile = table.pop("profile", default_profile)
    if profile not in PROFILES:
        raise InvalidRequest(f"{where}: profile {profile!r} is not known. There are: {', '.join(PROFILES)}")
    price = table.pop("price", None)
    if price is not None and not (
        isinstance(price, list) and len(price) == 2 and all(isinstance(p, int | float) for p in price)
    ):
        raise InvalidRequest(f"{where}: price has to be [input, output] in USD per million tokens, not {price!r}")
    display_name = table.pop("display_name", name)
    fallback = table.pop("fallback", None)
    repair = table.pop("repair", False)
    if not isinstance(repair, bool):
        raise InvalidRequest(f"{where}: repair has to be true or false, not {repair!r}")
    return Model(
        name=name,
        engine=_engine(where, name, engine_name, table),
        engine_name=engine_name,
        profile=PROFILES[profile],
        price=tuple(price) if price else None,
        display_name=display_name,
        fallback=fallback,
        repair=repair,
    )


def _engine(where: str, name: str, engine_name: str, options: dict[str, Any]) -> AnyEngine:
    make = engine_class(engine_name)
    try:
        inspect.signature(make).bind(name=name, **options)
    except TypeError as exc:
        known = [p for p in inspect.signature(make).parameters if p != "name"]
        wrong = [option for option in options if option not in known]
        said = f"option {', '.join(map(repr, wrong))} is not known" if wrong else "an option is missing"
        raise InvalidRequest(f"{where}: {said}; engine {engine_name!r} takes: {', '.join(known) or 'none'}") from exc
    try:
        engine: AnyEngine = make(name=name, **options)
    except FoveaError as exc:
        raise InvalidRequest(exc.message, path=where) from exc
    return engine
