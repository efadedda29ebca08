"""Which concepts, things, degrees and operations a text names. The names are data: ``concepts.toml``.

A name is a run of tokens: a Latin word, a number, or one character of Chinese. All names stand in one tree of tokens,
so that a text is read once, whatever the number of names. Of names that overlap, the longest counts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from fovea.engines.reader.language.folding import is_cjk, one_script, plain, without_mail

#: What an entry of the file is: a concept has values, a thing is itself, a degree orders, an ask tells the kind of the
#: answer, an operation tells what to do with the values, a deed is what sentences are about.
Table: TypeAlias = Literal["concept", "thing", "degree", "ask", "operation", "deed"]
#: How a concept is meant by a word: it names it; it asks for it ("stayed" for a guest); it names it on a label only; it
#: names it on a page in a language that no question is in.
Role: TypeAlias = Literal["name", "ask", "label", "ask and label", "page"]
Way: TypeAlias = Literal["max", "min"]

#: The file is folded as every text that is compared, so these are the keys "zh-TW" and "zh-CN".
LANGUAGES = ("en", "zh-tw", "zh-cn", "es")

KINDS = frozenset(
    """person organisation place address date time weekday month period duration money number count percentage length
    area weight volume temperature speed power pressure phone email url code yes-no colour list text""".split()
) | {"data size", "data rate"}


@dataclass(frozen=True, slots=True)
class Concept:
    """What a label names, and the kind of the values beside it."""

    id: str
    kind: str
    #: Whether its words in a question go on to be looked for as words, and are not taken for the value asked for.
    loose: bool


@dataclass(frozen=True, slots=True)
class Degree:
    """An end of an order: "cheapest" is the ``min`` of a price. No concepts: the order is of whatever is asked."""

    concepts: tuple[str, ...]
    way: Way
    #: "cheaper", not "cheapest".
    comparative: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text; ``start`` and ``end`` count in ``plain(text)``."""

    start: int
    end: int
    table: Table
    id: str
    role: Role
    #: How many words, numbers and characters the name has.
    size: int
    #: Whether it stands there as the file has it, without an ending.
    exact: bool
    degree: Degree | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    table: Table
    id: str
    role: Role
    #: "any" for lists that are of all languages.
    language: str
    degree: Degree | None = None


@dataclass(slots=True)
class _Node:
    """A place in the tree of names. Names that begin with the same token are taken apart when that token is met."""

    next: dict[str, _Node] = field(default_factory=dict)
    names: list[_Name] = field(default_factory=list)
    folded: dict[tuple[str, _Name], None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the file says, ready to be looked up."""

    concepts: Mapping[str, Concept]
    #: The names of each thing, plain.
    things: Mapping[str, tuple[str, ...]]
    root: _Node


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read once per process, in about a tenth of a second."""
    data = tomllib.loads(plain(files("fovea.engines.reader.language").joinpath("concepts.toml").read_text("utf8")))
    root = _Node()

    def add(name: str, meaning: _Name) -> None:
        name = name if name.isascii() else one_script(name)
        first = name[0] if is_cjk(name[0]) else _FIRST.match(name)[0]  # type: ignore[index]
        root.next.setdefault(first, _Node()).folded[name, meaning] = None
        one, gap, two = name.replace("-", " ").partition(" ")
        if gap and one.isascii() and one.isalpha() and two.isascii() and two.isalpha():
            # "Check in" is also written "checkin", and "e-mail" "email".
            root.next.setdefault(one + two, _Node()).folded[one + two, meaning] = None

    sections: tuple[tuple[Table, str], ...] = (
        ("concept", "concepts"),
        ("thing", "things"),
        ("ask", "asks"),
        ("operation", "operations"),
        ("deed", "deeds"),
    )
    for table, section in sections:
        for id_, entry in data[section].items():
            for language in LANGUAGES:
                # The two Chinese languages are one to the matcher.
                meaning = _Name(table, id_, "name", language[:2])
                for name in _listed(entry[language]):
                    add(name, meaning)
            asks, labels = (dict.fromkeys(_listed(entry.get(role, ""))) for role in ("ask", "label"))
            for name in asks | labels:
                role: Role = "ask and label" if name in asks and name in labels else "ask" if name in asks else "label"
                add(name, _Name(table, id_, role, "any"))
            for name in _listed(entry.get("other", "")):
                add(name, _Name(table, id_, "page", "any"))
    for id_, entry in data["degrees"].items():
        for language, name, degree in _degree_forms(entry):
            add(name, _Name("degree", id_, "name", language, degree))
    concepts = {id_: Concept(id_, entry["kind"], entry.get("loose", False)) for id_, entry in data["concepts"].items()}
    things = {
        id_: tuple(dict.fromkeys(name for language in LANGUAGES for name in _listed(entry[language])))
        for id_, entry in data["things"].items()
    }
    return Lexicon(concepts, things, root)


def _listed(names: str) -> list[str]:
    return [name for name in names.split(", ") if name]


def _degree_forms(entry: Mapping[str, Any]) -> Iterator[tuple[str, str, Degree]]:
    """Every form of an adjective in each language."""
    of = tuple(_listed(entry["of"]))
    ways: tuple[Way, Way] = ("max", "min") if entry["way"] == "max" else ("min", "max")
    most, more = (tuple(Degree(of, way, comparative) for way in ways) for comparative in (False, True))
    for word in _listed(entry["en"]):
        if " " not in word:
            stem = re.sub(r"(?<=[^aeiou])y$", "i", word)
            stem = re.sub(r"(?<=[^aeiou])([aeiou])([bdgmnpt])$", r"\1\2\2", stem).removesuffix("e")
            yield "en", f"{stem}est", most[0]
            yield "en", f"{stem}er", more[0]
        for n, (above, top) in enumerate((("more", "most"), ("less", "least"))):
            yield "en", f"{top} {word}", most[n]
            yield "en", f"{above} {word}", more[n]
    for word in _listed(entry["zh-tw"]) + _listed(entry["zh-cn"]):
        yield "zh", f"最{word}", most[0]
        for above in ("較", "更", "比較"):
            yield "zh", f"{above}{word}", more[0]
    for word in _listed(entry["es"]):
        for n, above in enumerate(("mas", "menos")):
            yield "es", f"{above} {word}", most[n]
            yield "es", f"{above} {word} que", more[n]
    for form in _listed(entry.get("most", "")):
        yield "any", form, most[0]
    for form in _listed(entry.get("more", "")):
        yield "any", form, more[0]


def _below(node: _Node, token: str) -> _Node | None:
    """The node of a token. The first one of a name has whole names in it, which are taken apart here."""
    below = node.next.get(token)
    if below is not None and below.folded:
        for name, meaning in below.folded:
            end = below
            for part, _, _ in _tokens(name)[1:]:
                end = end.next.setdefault(part, _Node())
            end.names.append(meaning)
        below.folded = {}
    return below


_TOKEN = re.compile(
    r"(?<![^\W_])n\.o(?![^\W_])|[\u3400-\u9fff\uf900-\ufaff]|[^\W\d_\u3400-\u9fff\uf900-\ufaff]+|\d+|[#%]"
)
#: What may stand between two words of a name: "Check-in", "Ref. no", "姓  名".
_GAP = re.compile(r"[\s\-_./'’º°]{0,4}")


_FIRST = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+|[#%]")


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """Words, numbers and characters of a text, with their places in ``plain(text)``."""
    folded = without_mail(one_script(plain(text)))
    # "N.º" is the same as "Nº".
    found = [(m.group().replace(".", ""), m.start(), m.end()) for m in _TOKEN.finditer(folded)]
    # "The guest's name" is the guest name.
    return [
        (token, start, end) for token, start, end in found if not (token == "s" and start and folded[start - 1] in "'’")
    ]


#: Endings of regular Spanish verbs, without accents, by the infinitive's.
_VERBS = (
    ("ar", ("o", "a", "as", "an", "e", "aron", "aba", "aban", "ando", "ado", "ada", "ados", "adas", "ara", "aran", "amos", "en")),
    ("er", ("o", "e", "es", "en", "io", "ieron", "ia", "ian", "iendo", "ido", "ida", "idos", "idas", "era", "eran", "emos", "i")),
    ("ir", ("o", "e", "es", "en", "io", "ieron", "ia", "ian", "iendo", "ido", "ida", "idos", "idas", "ira", "iran", "imos", "i")),
)  # fmt: skip


#: Endings by language, and what stands in their place in the name.
_ENDINGS = (
    ("en", (("s", ""), ("es", ""), ("ies", "y"))),
    ("en verb", (("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"))),
    ("es", (("s", ""), ("es", ""), ("ces", "z"), ("oras", "or"), ("ora", "or"))),
    ("es verb", (("a", "o"), ("as", "o"))),
    *(("es verb", tuple((ending, infinitive) for ending in endings)) for infinitive, endings in _VERBS),
)  # fmt: skip


@lru_cache(maxsize=16384)
def _bases(word: str) -> tuple[tuple[str, str], ...]:
    """What a word of a text may be a form of, with the language of the ending; "" for the word itself."""
    found = [(word, "")]
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return tuple(found)
    for language, endings in _ENDINGS:
        for ending, instead in endings:
            base = word[: len(word) - len(ending)] + instead
            # "Moved" is of "move", and "card" of no car.
            if word.endswith(ending) and len(word) - len(ending) >= 3 and (ending != "d" or base.endswith("e")):
                found.append((base, language))
    if match := re.fullmatch(r"(.+)([bdgmnprt])\2(?:ed|ing)", word):
        found.append((match[1] + match[2], "en verb"))
    return tuple(dict.fromkeys(found))


def _all(text: str, asking: bool) -> list[Mention]:
    tokens = _tokens(text)
    folded = plain(text)
    colon = next((n for n, c in enumerate(folded) if c == ":"), len(folded))
    found: dict[tuple[int, int, _Name], bool] = {}

    def walk(node: _Node, at: int, first: int, endings: str) -> None:
        """``endings``: the language of the endings so far, which the name must be of, and whether a verb's."""
        if node.names:
            alone = first == 0 and (at == len(tokens) or tokens[at - 1][2] <= colon <= tokens[at][1])
            single = at == first + 1 and is_cjk(tokens[first][0])
            for name in node.names:
                fits = name.language in ("any", endings[:2] or name.language)
                # What is called a change is not what has changed, nor is a coast a cost: only some words bend.
                bends = name.role == "ask" or name.table in ("degree", "thing", "deed")
                if fits and (bends or not endings.endswith("verb")) and _counts(name, alone, single, asking):
                    key = (first, at, name)
                    found[key] = found.get(key, False) or not endings
        if at >= len(tokens) or (at > first and not _GAP.fullmatch(folded, tokens[at - 1][2], tokens[at][1])):
            return
        for base, language in _bases(tokens[at][0]):
            agree = not endings or not language or endings[:2] == language[:2]
            if agree and (below := _below(node, base)):
                walk(below, at + 1, first, max(endings, language, key=len))

    known = lexicon()
    for first in range(len(tokens)):
        walk(known.root, first, first, "")
    return [
        Mention(
            tokens[first][1],
            tokens[after - 1][2],
            name.table,
            name.id,
            name.role,
            after - first,
            exact,
            name.degree,
            name.table == "concept" and known.concepts[name.id].loose,
        )
        for (first, after, name), exact in found.items()
    ]


def _counts(name: _Name, alone: bool, single: bool, asking: bool) -> bool:
    """Whether a name counts: what only asks does not in statements, what only labels not in sentences.

    ``alone``: it is the whole text, or all before a colon. ``single``: it is one character, which is part of another
    word more often than not.
    """
    match name.role:
        case "ask":
            return asking
        case "page":
            return not asking
        case "label":
            return alone
        case "ask and label":
            return alone or (asking and not single)
        case _:
            return alone or not single or (asking and name.table in ("ask", "deed"))


@lru_cache(maxsize=8192)
def mentions(text: str, asking: bool = False) -> tuple[Mention, ...]:
    """The names in a text, longest first, without overlaps inside a table. ``asking``: the text is a question.

    Loose concepts count as a table of their own. A thing hides the concepts and degrees inside its name: "hot
    chocolate" says nothing about temperature.
    """
    found = sorted(_all(text, asking), key=lambda m: (-(m.end - m.start), not m.exact, m.role != "name", m.start))
    kept: list[Mention] = []
    for mention in found:
        if not any(_hides(other, mention) for other in kept):
            kept.append(mention)
    return tuple(kept)


def _hides(other: Mention, mention: Mention) -> bool:
    if mention.start >= other.end or other.start >= mention.end:
        return False
    alike = (other.table, other.loose) == (mention.table, mention.loose)
    if (mention.start, mention.end) == (other.start, other.end):
        # The same words by two tables are both meant; of one table, what is written so and what names come first.
        better = (other.exact and not mention.exact) or (other.role == "name" and mention.role != "name")
        return alike and better
    within = other.table == mention.table == "concept" and not other.loose
    return alike or within or (other.table == "thing" and mention.table in ("concept", "degree"))


@lru_cache(maxsize=8192)
def meanings_in(text: str, asking: bool = False) -> frozenset[str]:
    """The concepts and things that a text names, things also inside longer names (the milk in "milk tea")."""
    found = {m.id for m in mentions(text, asking) if m.table in ("concept", "thing")}
    return frozenset(found | {m.id for m in _all(text, asking) if m.table == "thing"})


@lru_cache(maxsize=8192)
def things_in(text: str, asking: bool = False) -> frozenset[str]:
    """The things that a text names, the longest names alone: "milk tea" is no milk."""
    return frozenset(m.id for m in mentions(text, asking) if m.table == "thing")


#: The days of the week and the months, by their names as things.
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())


@lru_cache(maxsize=8192)
def meanings(term: str) -> frozenset[str]:
    """What a whole term of a question may mean: "desayuno" is breakfast, "stayed" asks for a guest."""
    size = len(_tokens(term))
    return frozenset(m.id for m in _all(term, True) if m.size == size and m.table in ("concept", "thing"))


#: How long words of Latin end in English and in Spanish.
_OF_LATIN = (
    ("tion", "cion"), ("ssion", "sion"), ("ity", "idad"), ("ence", "encia"), ("ance", "ancia"), ("ist", "ista"),
    ("ism", "ismo"), ("ic", "ico"), ("ics", "ica"), ("ment", "mento"), ("logy", "logia"), ("graphy", "grafia"),
    ("ive", "ivo"), ("ary", "ario"), ("ory", "oria"), ("ure", "ura"), ("ical", "ico"),
)  # fmt: skip


def _cognates(word: str) -> list[str]:
    """What a long plain word is likely to be called in the other language: donation, donacion."""
    if len(word) < 6 or not word.isascii() or not word.isalpha():
        return []
    pairs = [*_OF_LATIN, *((other, one) for one, other in _OF_LATIN)]
    return [word.removesuffix(one) + other for one, other in pairs if word.endswith(one)]


@lru_cache(maxsize=8192)
def synonyms(word: str) -> frozenset[str]:
    """A plain word and those that name the same thing, in every language that questions are in."""
    things, size = lexicon().things, len(_tokens(word))
    on_pages = {m.id for m in _all(word, False) if m.role == "page" and m.table == "thing" and m.size == size}
    return frozenset(
        [word, *_cognates(word), *(name for id_ in meanings(word) | on_pages if id_ in things for name in things[id_])]
    )


@lru_cache(maxsize=4)
def vocabulary(language: str) -> frozenset[str]:
    """Every word of four letters and more that the names of things and concepts have in a language, plain."""
    data = tomllib.loads(plain(files("fovea.engines.reader.language").joinpath("concepts.toml").read_text("utf8")))
    entries = [entry for section in ("concepts", "things") for entry in data[section].values()]
    return frozenset(word for entry in entries for word in re.findall(r"[^\W\d_]{4,}", entry.get(language, "")))


def kind_of_concept(concept: str) -> str:
    """The kind of a concept's values: money for "total"."""
    return lexicon().concepts[concept].kind
