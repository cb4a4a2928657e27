"""Which literals a pattern cannot match without: the prefilter's half of a regular expression.

`required(pattern)` reads the pattern conservatively. Every construct it does not know for certain
ends a literal, and one it does not know at all means "no literal", so that the rule is tried on
every line. What it promises: if the pattern matches a text, one of the literals occurs in the
text's fold (`form.fold`). Tests hold the engine that uses it equal to one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from cleaner.rulebook.form import fold, foldable
from cleaner.rulebook.openings import NOTHING, SIZE, Front, Openings, alike, members, union

MIN_LITERAL = 2
"""A shorter ASCII literal would be found on nearly every line."""

_PLAIN = r"[^\\.\[\](){}*+?^$|]+"
"""Characters that mean themselves."""
_WORD = re.compile(rf"{_PLAIN}(?![*+?{{])")
"""One that a quantifier follows is not among them."""
_WORDS = re.compile(rf"{_PLAIN}+(?:\|{_PLAIN}+)*(?=[|)]|\Z)")
"""Branches that are nothing else: most are."""
_FLAGS = re.compile(r"\?([aiLmsuw]*)(?:-[imsw]+)?([:)])")
_NAMED = re.compile(r"\?P?<[^\W\d]\w*>")
_SIGNS = frozenset("*+?{")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(\d*)(,?)(\d*)\})[?+]?")
_CLASS_ESCAPE = re.compile(r"[pP]\{\^?[\w \-=:.]*\}|N\{[\w \-]*\}|[dDwWsSbBAZXRGKhHmM]")
_HEX_ESCAPE = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})")
_CONTROL_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_CLASS_TEXT = r"\[\^?+\]?+(?:\[:\^?[a-z]+:\]|\\.|\[(?!:)|[^\[\]\\])*+\]"
_CLASS = re.compile(_CLASS_TEXT, re.DOTALL)
_GROUP = regex.compile(rf"\((?:[^()\[\\]++|\\.|{_CLASS_TEXT}|(?R))*+\)", regex.DOTALL)
"""A whole group with all that is in it. Where parentheses do not pair, nothing can be read."""
_SIMPLE_GROUPS = ("?:", "?>", "?|")
_LOOKAROUNDS = ("?=", "?!", "?<=", "?<!")

Choice = frozenset[str]


_NOTHING: Choice = frozenset(("",))
MAX_CHOICES = 128
"""More literals than this for one pattern are cut into shorter, fewer ones."""


class _UnknownError(Exception):
    """The pattern has something this reader does not know for certain."""


def required(pattern: str) -> Choice | None:
    """Folded literals of which one occurs in every text the pattern matches a part of, or None
    where no such set is known."""
    found = _read(pattern)
    return _told(found) if found else None


@lru_cache(maxsize=1 << 14)
def openings(pattern: str) -> tuple[str, ...] | None:
    """What one of the `beginning` of every text begins with that the pattern matches all of; None
    where that may be anything."""
    found = _read(pattern)
    if found is None or found.openings is None:
        return None
    texts = {alike(text.lstrip()) for text in found.openings}
    return None if "" in texts else tuple(sorted(texts))


@lru_cache(maxsize=1 << 14)
def _read(pattern: str) -> _Part | None:
    """What is known of a pattern, None if it has something that is not known for certain."""
    reader = _Reader(pattern)
    try:
        found = reader.alternatives()
    except (_UnknownError, IndexError, RecursionError):
        return None
    return found if reader.at == len(pattern) else None


@lru_cache(maxsize=1 << 14)
def _group(text: str) -> _Part:
    """What is known of a group, its parentheses with it: the same lists of months, networks and
    names stand in many patterns. Raises _UnknownError."""
    reader = _Reader(text)
    reader.at = 1
    found = reader.group()
    if reader.at != len(text):
        raise _UnknownError
    return found


def _better(left: Choice | None, right: Choice | None) -> Choice | None:
    """The more selective of two: longest shortest literal, then fewest literals."""
    if left is None or right is None:
        return left or right

    of_left, of_right = _rank(left), _rank(right)
    if of_left == of_right:
        return min(left, right, key=sorted)
    return left if of_left < of_right else right


def _rank(choice: Choice) -> tuple[int, int]:
    return -min(map(len, choice)), len(choice)


def _union(choices: Iterable[Choice | None]) -> Choice | None:
    """All choices together, None if one of them is not known."""
    known = list(choices)
    return None if None in known else frozenset().union(*(c for c in known if c is not None))


class _Part(NamedTuple):
    """What is known of a part of a pattern: the literals of which one must occur (left to `_told`
    where there are texts), the texts it can match where that is nothing but a few literals, and
    how what it matches can begin."""

    literals: Choice | None
    texts: Choice | None
    openings: Openings | None


_ANYTHING = _Part(None, None, None)
_NO_WIDTH = _Part(None, None, NOTHING)
_ESCAPES = dict.fromkeys((r"\b", r"\B", r"\A", r"\Z", r"\m", r"\M"), _NO_WIDTH) | {
    r"\d": _Part(None, None, frozenset("0"))
}


def _literals(texts: Choice) -> Choice | None:
    """The folds of texts, None if one of them is too short to be looked for."""
    folds = frozenset(map(fold, texts))
    found = all(len(t) >= MIN_LITERAL or (t and not t.isascii()) for t in folds)
    return folds if found else None


def _told(part: _Part) -> Choice | None:
    """The literals of which one must occur where a part matches, None if none are known."""
    return part.literals if part.texts is None else _literals(part.texts)


def _of_word(word: str) -> _Part:
    """What is known of characters that mean themselves."""
    return _Part(None, frozenset((word,)), frozenset((word[:SIZE],)))


def _of_words(words: Sequence[str]) -> _Part:
    """What is known of alternatives that are all of them such characters."""
    texts = frozenset(words)
    opens = union([frozenset(word[:SIZE] for word in words)])
    if len(texts) <= MAX_CHOICES:
        return _Part(None, texts, opens)
    return _Part(_literals(texts), None, opens)


def _together(branches: Sequence[_Part]) -> _Part:
    """What is known of alternatives."""
    exact, opens = _union(b.texts for b in branches), union([b.openings for b in branches])
    if exact and len(exact) <= MAX_CHOICES:
        return _Part(None, exact, opens)
    return _Part(_union(map(_told, branches)), None, opens)


class _Reader:
    """Walks over a pattern once, from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> _Part:
        """Up to the closing parenthesis or the end."""
        branches = [self.branches()]
        while self._take("|"):
            branches.append(self.branches())
        return _together(branches) if len(branches) > 1 else branches[0]

    def branches(self) -> _Part:
        """The same for one branch, or for all up to the next one that is more than characters."""
        words = _WORDS.match(self.pattern, self.at)
        if words and foldable(words.group()):
            self.at = words.end()
            return _of_words(words.group().split("|"))
        return self.sequence()

    def sequence(self) -> _Part:
        """The same for one branch."""
        front = Front()
        best: Choice | None = None
        run: Choice = _NOTHING
        plain = True

        def flush() -> None:
            nonlocal best, run
            if run is _NOTHING:
                return
            best = _better(best, _literals(run))
            run = _NOTHING

        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            choice, texts, opens = self.atom()
            fewest, exactly_one = self.quantifier()
            front.add(opens, exact=texts is not None and exactly_one, must=fewest)
            if texts is not None and len(run) * len(texts) > MAX_CHOICES:
                flush()
                plain = False
            if texts is not None and fewest:
                once = run is _NOTHING
                run = texts if once else frozenset(a + b for a in run for b in texts)
            if texts is None or not exactly_one:
                plain = False
                flush()
            if texts is None and fewest:
                best = _better(best, choice)
        if plain:
            return _Part(None, run, front.openings())
        flush()
        return _Part(best, None, front.openings())

    def quantifier(self) -> tuple[bool, bool]:
        """Whether the atom just read must occur at all, and whether exactly once."""
        if self.pattern[self.at : self.at + 1] not in _SIGNS:
            return True, True
        found = _QUANTIFIER.match(self.pattern, self.at)
        if not found:
            raise _UnknownError  # approximate matching, or a brace that means itself
        self.at = found.end()
        sign = found.group()[0]
        if sign != "{":
            return sign == "+", False
        low, comma, high = found.groups()
        if not low and not (comma and high):
            raise _UnknownError
        return bool(low) and int(low) > 0, (low, comma) == ("1", "")

    def atom(self) -> _Part:
        """One atom, or the plain characters up to the next one of another kind: its literals if it
        is a group, its texts if it can only match those."""
        if word := self.word():
            return _of_word(word)
        char = self.pattern[self.at]
        if char in _SIGNS:
            raise _UnknownError
        if char == "(":
            return _group(self.whole(_GROUP))
        if char == "[":
            listed = members(self.whole(_CLASS)[1:-1])
            only = listed if listed and not any(map(str.isascii, listed)) else None
            return _Part(None, only, listed)
        self.at += 1
        if char in "^$":
            return _NO_WIDTH
        text = self.escape() if char == "\\" else None if char == "." else char
        if text is None or not foldable(text):
            return _ESCAPES.get(self.pattern[self.at - 2 : self.at], _ANYTHING)
        only = frozenset((text,))
        return _Part(None, only, only)

    def word(self) -> str:
        """The plain characters that stand here, "" if there are none or the fold loses some."""
        found = _WORD.match(self.pattern, self.at)
        if not found or not foldable(found.group()):
            return ""
        self.at = found.end()
        return found.group()

    def whole(self, form: re.Pattern[str] | regex.Pattern[str]) -> str:
        """The text of the class or group that begins here."""
        found = form.match(self.pattern, self.at)
        if not found:
            raise _UnknownError
        self.at = found.end()
        return found.group()

    def group(self) -> _Part:
        """What is known of a group whose opening parenthesis has just been read."""
        if self.pattern[self.at] != "?":
            return self.inside()
        if self.pattern.startswith(_SIMPLE_GROUPS, self.at):
            self.at += 2
            return self.inside()
        if look := next((sign for sign in _LOOKAROUNDS if self._take(sign)), None):
            inside = self.inside()
            return _Part(None if "!" in look else _told(inside), None, NOTHING)
        named, flags = (start.match(self.pattern, self.at) for start in (_NAMED, _FLAGS))
        found = named or flags
        if not found:
            raise _UnknownError
        self.at = found.end()
        return _NO_WIDTH if found is flags and found.group(2) == ")" else self.inside()

    def inside(self) -> _Part:
        """A group from after its signs to past its end."""
        found = self.alternatives()
        self._close()
        return found

    def escape(self) -> str | None:
        """The character an escape stands for, None if it stands for a class or a position."""
        if found := _CLASS_ESCAPE.match(self.pattern, self.at):
            self.at = found.end()
            return None
        if found := _HEX_ESCAPE.match(self.pattern, self.at):
            self.at = found.end()
            return chr(int(next(filter(None, found.groups())), 16))
        char = self.pattern[self.at]
        self.at += 1
        if char in _CONTROL_ESCAPES:
            return _CONTROL_ESCAPES[char]
        if char.isalnum():
            raise _UnknownError
        return char

    def _take(self, sign: str) -> bool:
        found = self.pattern.startswith(sign, self.at)
        self.at += len(sign) * found
        return found

    def _close(self) -> None:
        if not self._take(")"):
            raise _UnknownError
