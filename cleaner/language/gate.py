"""The gate: which part of a text is worth asking about, and whether that part is language at all.

Every pattern reads each character a bounded number of times: no text makes it slow.
"""

from __future__ import annotations

import re

FEWEST_LETTERS = 3
"""Fewer letters than this (weighted by script) say nothing about a language."""

WORDS_PER_MARK = 4
"""A text with a mark of code for every four words, or more, is code."""

PROSE_WORDS = 5
"""A line of this many words and few marks is prose; half of the words in such lines make the
text documentation of code rather than code."""

_NOISE = re.compile(
    r"""
      </?[a-z!][^<>]{0,300}>                                # a tag
    | &\#?[a-z0-9]{1,8};                                    # a character reference
    | (?<![!-~])                                            # from the start of an ASCII run:
      (?: [@\#]                                             #   a handle or hash tag
        | www\.                                             #   an address without its scheme
        | (?= [!-.:-<>?A-\[\]^`-~]*+ [0-9/\\_=@] )          #   or a run that holds a digit or
      ) [!-~]+                                              #   one of the signs / \ _ = @
    """,
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
_MARK = re.compile(
    r"""
      [{}]                                                  # a brace anywhere
    | ; [ \t]* $                                            # a line that ends in a semicolon
    | [=!<>]=  | [=-]> | :: | && | \|\| | /\* | \*/ | </    # operators and comments
    | [ ] [<>] [ ] (?=\d) | [ ] [+*/-]?= [ ]                # comparison, assignment
    | [\w\]] [(\[]                                          # a call or an index
    | ["'] :                                                # a key
    | [$] [a-zA-Z_{(]
    | ^ [ \t]* (?: def | class | import | from [ ][\w.]+[ ]import | const | let | var | return
                 | function | public | private | static | \#include | \#define | package
                 | SELECT | INSERT[ ]INTO | UPDATE | CREATE[ ]TABLE ) \b
    """,
    re.MULTILINE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNS = "{}()[]<>=;$|&:"


def sample(text: str, limit: int) -> str:
    """At most `limit` characters (and two spaces) of a text: a third each from its beginning,
    its middle and its end."""
    if len(text) <= limit:
        return text
    third = limit // 3
    middle = (len(text) - third) // 2
    return f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"


def strip_noise(text: str) -> str:
    """The text with a space in place of each tag, address, handle and run of ASCII signs that
    holds a digit, a slash or the like."""
    return _NOISE.sub(" ", text)


def is_code(text: str, plain: str) -> bool:
    """Whether a text (`plain` is the same without noise) is program code rather than prose."""
    # A mark takes at least one sign or one line: counting those spares most texts the search.
    signs = sum(map(text.count, _SIGNS)) + text.count("\n") + 1
    if signs * WORDS_PER_MARK < plain.count(" "):
        return False
    marks = _marks(text)
    if marks < 2 or marks * WORDS_PER_MARK < len(_WORD.findall(plain)):
        return False
    words = [(len(_WORD.findall(line)), line) for line in text.split("\n")]
    prose = sum(
        count
        for count, line in words
        if count >= PROSE_WORDS and _marks(line) * WORDS_PER_MARK < count
    )
    return prose * 2 < sum(count for count, _ in words)


def _marks(text: str) -> int:
    return sum(1 for _ in _MARK.finditer(text))
