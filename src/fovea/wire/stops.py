"""Finds the first of several strings in text that comes in pieces, in time linear in the text."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable


class Watch:
    """Aho and Corasick's automaton (1975) over characters: one state, moved on by each character.

    A state is the longest end of the text so far that begins one of the strings. ``waiting`` is its length:
    that much of the text may yet become one of them.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._length = [0]
        #: The longest string that ends in this state.
        self._found: list[str] = [""]
        for string in strings:
            state = 0
            for length, char in enumerate(string, 1):
                state = self._next[state].setdefault(char, len(self._next))
                if state == len(self._next):
                    self._next.append({})
                    self._length.append(length)
                    self._found.append("")
            self._found[state] = string
        self._fall = self._link()
        # Most text holds no first letter of a string; that is found at the speed of re.
        self._first = re.compile(f"[{''.join(map(re.escape, self._next[0]))}]") if self._next[0] else None
        self._state = 0

    @property
    def waiting(self) -> int:
        return self._length[self._state]

    def reset(self) -> None:
        """Begins anew: what comes next does not join what came before."""
        self._state = 0

    def feed(self, text: str) -> tuple[int, str] | None:
        """Where in ``text`` the first string to be complete ends, and which it is: of several, the longest."""
        state, at = self._state, 0
        while at < len(text):
            if state == 0:
                first = self._first.search(text, at) if self._first else None
                if first is None:
                    break
                at = first.start()
            state = self._step(state, text[at])
            at += 1
            if self._found[state]:
                self._state = state
                return at, self._found[state]
        self._state = state
        return None

    def _step(self, state: int, char: str) -> int:
        while char not in self._next[state]:
            if state == 0:
                return 0
            state = self._fall[state]
        return self._next[state][char]

    def _link(self) -> list[int]:
        """For each state the next shorter one that it ends in."""
        fall = [0] * len(self._next)
        queue = deque(self._next[0].values())
        while queue:
            state = queue.popleft()
            for char, child in self._next[state].items():
                shorter = fall[state]
                while char not in self._next[shorter] and shorter:
                    shorter = fall[shorter]
                fall[child] = self._next[shorter].get(char, 0)
                self._found[child] = self._found[child] or self._found[fall[child]]
                queue.append(child)
        return fall
