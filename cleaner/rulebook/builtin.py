"""What is at work beside rules, names and units, under ids of its own: repairs and doubts."""

from __future__ import annotations

from typing import NamedTuple


class Builtin(NamedTuple):
    """One of them: what it does, an example, where it is defined, and whether it can be ignored."""

    id: str
    title: str
    example: str
    file: str
    optional: bool = True


_REPAIR, _DECODE = "cleaner/stages/repair.py", "cleaner/stages/decode.py"
BUILTINS = (
    Builtin(
        "decode.fallback",
        "flags a text whose encoding is a guess",
        "bytes of no known encoding",
        _DECODE,
    ),
    Builtin(
        "decode.replaced",
        "flags a text in which bytes could not be decoded",
        "caf\N{REPLACEMENT CHARACTER}",
        _DECODE,
    ),
    Builtin(
        "repair.blank-lines", "leaves one blank line of several", "two blank lines -> one", _REPAIR
    ),
    Builtin("repair.control", "takes out control characters", "a U+0007 -> nothing", _REPAIR),
    Builtin(
        "repair.edges",
        "takes off blank lines and spaces at both ends",
        "a blank first line -> nothing",
        _REPAIR,
        optional=False,
    ),
    Builtin("repair.encoding", "mends text that was decoded wrongly", "cafÃ© -> café", _REPAIR),
    Builtin(
        "repair.entities", "writes entities as the characters they mean", "&amp; -> &", _REPAIR
    ),
    Builtin("repair.ligatures", "writes Latin ligatures as letters", "ﬁne -> fine", _REPAIR),
    Builtin(
        "repair.line-end",
        "ends every line with a line feed",
        "CR LF -> LF",
        _REPAIR,
        optional=False,
    ),
    Builtin(
        "repair.surrogates",
        "joins the halves of characters",
        "two surrogates -> one character",
        _REPAIR,
    ),
    Builtin(
        "repair.terminal",
        "takes out colours and moves of a terminal",
        "ESC [31m -> nothing",
        _REPAIR,
    ),
    Builtin(
        "repair.trailing-space", "takes off spaces where a line ends", "'word  ' -> 'word'", _REPAIR
    ),
    Builtin(
        "repair.unicode", "composes letters and their accents (NFC)", "e + U+0301 -> é", _REPAIR
    ),
)
"""In order of their ids. Those that are not optional are what lines are counted by."""
