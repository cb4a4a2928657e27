"""How inputs are named: the same wherever the work is done, distinct, and safe to write anywhere.

An input's name is made of path components. Its first components are the label of the argument it
was reached by: as few of the argument's last components as tell it from all other arguments.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence

Components = tuple[str, ...]

# Control characters, line separators, bytes that are no UTF-8 (they arrive as lone surrogates),
# and the backslash, so that what stands for a byte is never mistaken for a name that looks so.
_ODD = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def shown(name: str) -> str:
    """A path component as Unicode text on one line: bytes that are no UTF-8, control characters
    and backslashes are written `\\xNN`. Different names stay different."""
    if name.isascii() and name.isprintable() and "\\" not in name:
        return name
    # By way of the bytes, so that the locale the name was decoded with does not show.
    return shown_bytes(os.fsencode(name))


def shown_bytes(name: bytes) -> str:
    """The same for a name that came as bytes, in which slashes may part components."""
    return _ODD.sub(_escaped, name.decode("utf-8", "surrogateescape"))


def _escaped(odd: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in odd[0].encode("utf-8", "surrogateescape"))


def components(path: str) -> Components:
    """The components of a path from the root down, `.` and `..` worked out."""
    # Above a symlink `..` is not what the text of the path suggests: only the system knows.
    climbs = os.pardir in path.replace(os.sep, "/").split("/")
    whole = os.path.realpath(path) if climbs else os.path.abspath(path)
    return tuple(part for part in whole.split(os.sep) if part)


def labels(arguments: Sequence[Components]) -> list[str]:
    """The label of each of these different arguments: its last component, preceded by as many of
    its parents as are needed so that no label equals another or leads into its folder."""
    sizes = [min(1, len(parts)) for parts in arguments]
    while True:
        tails = [parts[len(parts) - size :] for parts, size in zip(arguments, sizes, strict=True)]
        counted = Counter(tails)
        clashing = {tail for tail, count in counted.items() if count > 1}
        for tail in counted:
            for end in range(len(tail)):
                if tail[:end] in counted:
                    clashing |= {tail, tail[:end]}
        grown = [
            min(size + 1, len(parts)) if tail in clashing else size
            for parts, size, tail in zip(arguments, sizes, tails, strict=True)
        ]
        if grown == sizes:
            return ["/".join(map(shown, tail)) for tail in tails]
        sizes = grown
