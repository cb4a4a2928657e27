"""Prose that shares words with a line: what must stay when a rule takes the line."""

from __future__ import annotations

import regex

from cleaner.rulebook.form import match_form

MOST_WORDS, MOST_LINES = 100_000, 500_000
"""Words that are held, and lines that are looked at for them: what comes later has few new ones."""
LONGEST = 300
"""Characters of a line of prose that is kept."""
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]{3,}")
_DENSE = regex.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]")


def words_of(text: str) -> list[str]:
    """The words of three letters and more of a text in match form; for scripts without spaces,
    each two signs that follow one another."""
    words: list[str] = []
    for word in _WORD.findall(match_form(text)):
        if _DENSE.search(word):
            words += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            words.append(word)
    return words


class Prose:
    """A line of prose for each word of the corpus, the first that had it."""

    def __init__(self) -> None:
        self._by_word: dict[str, str] = {}
        self._lines = 0

    def add(self, line: str) -> None:
        """Takes a line of prose."""
        if self._lines >= MOST_LINES or len(line) > LONGEST or len(self._by_word) >= MOST_WORDS:
            return
        self._lines += 1
        line = line.strip()
        for word in words_of(line):
            self._by_word.setdefault(word, line)

    def nearest(self, line: str, most: int = 2) -> list[str]:
        """The lines that share the most words with a line, the rarest words first."""
        words = set(words_of(line))
        found = {self._by_word[word] for word in words if word in self._by_word}
        return sorted(found, key=lambda p: (-len(words & set(words_of(p))), len(p), p))[:most]
