"""Messages end their sentences once: what may end in a question mark is not followed by another
mark."""

import ast
from itertools import chain, pairwise
from pathlib import Path

import pytest

from cleaner.cli.rules.linting import _ended
from cleaner.errors import SettingsError, SourceError
from cleaner.settings import Settings, nearest
from cleaner.sources.columns import missing

PACKAGE = Path(__file__).parents[1] / "cleaner"


def followers(source: str) -> list[str]:
    """The text behind each bare call of `nearest` in an f-string: one without `or '.'`."""
    found = []
    texts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    for part, after in chain.from_iterable(pairwise(text.values) for text in texts):
        call = part.value if isinstance(part, ast.FormattedValue) else None
        named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if named and call.func.id == "nearest" and isinstance(after, ast.Constant):
            found.append(after.value)
    return found


def test_no_message_goes_on_with_a_mark_behind_a_question() -> None:
    behind = {
        path.name: followers(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }
    assert [name for name, texts in behind.items() if any(t[:1] in ".;,?!" for t in texts)] == []


def test_the_scan_sees_what_it_is_for() -> None:
    assert followers("f'there is no {x}{nearest(x, known)}. There are:'") == [". There are:"]
    assert followers("f'there is no {x}{nearest(x, known) or \".\"} There are:'") == []
    assert followers("f'there is no {x}. {nearest}'") == []


def test_what_is_said_with_a_near_name_and_without() -> None:
    assert nearest("titel", ["title"]) == "; did you mean 'title'?"
    for name, told in (("titel", "did you mean 'title'? Settings"), ("zzz", "'zzz'. Settings")):
        with pytest.raises(SettingsError) as caught:
            Settings().with_values({name: "x"}, "here")
        assert told in str(caught.value)
    for name, told in (("texts", "did you mean 'text'? It has"), ("zzz", "'zzz'. It has")):
        error = missing(name, ["text", "id"])
        assert isinstance(error, SourceError)
        assert told in error.detail


@pytest.mark.parametrize(
    ("message", "ended"),
    [
        ("unknown key 'x'; did you mean 'y'?", "unknown key 'x'; did you mean 'y'?"),
        ("it is twice there", "it is twice there."),
        ("It is.", "It is."),
    ],
)
def test_a_finding_for_machines_ends_once(message: str, ended: str) -> None:
    assert _ended(message) == ended
