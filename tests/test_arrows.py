"""Who may import whom. Each refusal prints the line and the sentence that it breaks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import fovea

ROOT = Path(fovea.__file__).parent
LEAVES = {"errors", "limits", "values", "prices"}
ROOMS = {"wire", "images", "engines", "storage"}
#: The way of a request, and its second half.
SPINE = {"pipeline", "prompt", "eyes", "pull", "repairs"}
DOORS = {"server", "cli", "client", "testing", "demo", "__main__"}

SENTENCES = {
    "leaf": "A leaf imports nothing of ours but other leaves.",
    "room": "A room imports leaves, never another room, the spine or a door.",
    "spine": "The spine knows the rooms; it does not know the doors.",
    "settings": "Only the doors look at settings.",
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, first part of our module) for each import of ours, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=module, level=level, names=names):
                if level:
                    package = ("fovea", *path.relative_to(ROOT).parts[:-1])
                    package = package[: len(package) - level + 1]
                    modules = [".".join([*package, *([module] if module else [])])]
                else:
                    modules = [module or ""]
                if modules == ["fovea"]:
                    modules = [f"fovea.{alias.name}" for alias in names]
            case _:
                continue
        for module in modules:
            parts = module.split(".")
            if parts[0] == "fovea" and len(parts) > 1 and not parts[1].startswith("__"):
                yield node.lineno, parts[1]


def room_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def broken(here: str, there: str) -> str | None:
    if here == there:
        return None
    if there == "settings":
        return None if here in DOORS else "settings"
    if here in LEAVES or here == "settings":
        return None if there in LEAVES else "leaf"
    if here in ROOMS:
        return None if there in LEAVES else "room"
    if here in SPINE:
        return None if there in LEAVES | ROOMS | SPINE else "spine"
    return None


def test_every_import_follows_the_arrows() -> None:
    offences = []
    for path in sorted(ROOT.rglob("*.py")):
        here = room_of(path)
        for line, there in imports(path):
            if rule := broken(here, there):
                offences.append(f"{path.relative_to(ROOT.parent)}:{line} imports {there}: {SENTENCES[rule]}")
    assert not offences, "\n" + "\n".join(offences)


def test_every_module_has_a_place_in_the_house() -> None:
    """A new top-level module is a decision: it is a leaf, a room, the spine or a door."""
    known = LEAVES | ROOMS | SPINE | DOORS | {"settings", "__init__", "_ui"}
    found = {room_of(path) for path in ROOT.rglob("*.py")}
    assert found <= known, f"not in the house plan: {sorted(found - known)}"


#: The reader's rooms in the order of a request. ``steps`` runs the first ones for a picture; the others are handed it.
READER = ("language", "look", "read", "page", "ask", "find", "answer")


def test_a_room_of_the_reader_knows_only_those_before_it() -> None:
    offences = []
    folder = ROOT / "engines" / "reader"
    for n, room in enumerate(READER):
        for path in sorted((folder / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fovea.engines.reader."):
                    there = (node.module or "").split(".")[3]
                    if there in READER[n + 1 :] or (there == "steps" and n < READER.index("page")):
                        offences.append(f"{path.relative_to(ROOT.parent)}:{node.lineno} imports {there}")
    assert not offences, "\n" + "\n".join(offences)
