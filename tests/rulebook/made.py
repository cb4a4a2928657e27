"""Rules and documents made for tests: by hand from a few keys, or at random from a small world."""

from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from cleaner.edits import apply
from cleaner.model import Edit, Note
from cleaner.rulebook.match import Matcher, Reference, Scope
from cleaner.rulebook.rule import BaseRule, Rule
from cleaner.rulebook.sites import host_of

_RULE: TypeAdapter[Any] = TypeAdapter(Rule)

PROSE = (
    "The council met on Tuesday evening and agreed to close the old bridge until the month ends."
)
PROSES = [
    PROSE,
    "Совет собрался во вторник вечером и решил закрыть старый мост до самого конца этого месяца.",
    "市議会は火曜日の夜に開かれ、古い橋を今月の末まで閉鎖することを全会一致で決めたと発表した。",
    "اجتمع المجلس مساء يوم الثلاثاء واتفق على إغلاق الجسر القديم حتى نهاية هذا الشهر بسبب الأعمال؟",
]
PHRASES = ["Related", "Read more", "İstanbul", "Straße", "ΟΔΟΣ", "続きを読む", "اقرأ المزيد", "Ещё"]
WORDS = [
    "read",
    "More",
    "ISTANBUL",
    "istanbul",
    "ıstanbul",
    "STRASSE",
    "straße",
    "οδος",
    "続き",
    "ﬁ",
]
FILLERS = ["", "", " ", "-", "- item", "• Read more", "1. third", "by Ann Lee", "2023-09-16", "***"]


def rule(action: str, **keys: Any) -> BaseRule:
    """A rule from the keys that matter to a test."""
    plain = {"id": "t.rule", "title": "a rule", "action": action} | keys
    made: BaseRule = _RULE.validate_python(plain)
    return made


def scope(url: str = "", language: str = "und") -> Scope:
    return Scope(host_of(url), lambda: language)


def run(text: str, *rules: BaseRule, url: str = "", language: str = "und") -> list[Edit | Note]:
    """What the rules propose, the fast way, which is also the slow way."""
    there = scope(url, language)
    found = Matcher(rules).propose(text, "strip", there)
    assert found == Reference(rules).propose(text, "strip", there)
    return found


def after(text: str, *rules: BaseRule, url: str = "", language: str = "und") -> str:
    """The text after one pass of the rules."""
    found = run(text, *rules, url=url, language=language)
    return apply(text, [item for item in found if isinstance(item, Edit)])[0]


def notes(found: list[Edit | Note]) -> list[tuple[str, str]]:
    """Kind and value of the notes."""
    return [(item.kind, item.value) for item in found if isinstance(item, Note)]


def cased(text: str) -> st.SearchStrategy[str]:
    """The text in one of its cases."""
    return st.sampled_from([text, text.lower(), text.upper(), text.title(), text.swapcase()])


lines = st.one_of(
    st.sampled_from(PHRASES).flatmap(cased),
    st.sampled_from(PHRASES).flatmap(cased).map(lambda phrase: f"- {phrase}:"),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(FILLERS),
    st.sampled_from(PROSES),
    st.text("aA -.ßıİſK語\u200f", max_size=6),
)
items = st.sampled_from(["- one", "- Read more", "-\ntwo", "three words here", "港の再開発", "IV."])
lists = st.builds(
    lambda heading, below: "\n".join([heading, *below]),
    st.sampled_from(PHRASES).flatmap(cased),
    st.lists(items, min_size=3, max_size=5),
)
documents = st.lists(st.one_of(lines, lines, lists), min_size=2, max_size=14).map("\n".join)

literals = st.sampled_from([*WORDS, *PHRASES, "item", "by", "a", r"\.", "ss", "third"])
patterns = st.one_of(
    literals,
    st.builds("{}|{}".format, literals, literals),
    st.builds("(?:{})? ?{}".format, literals, literals),
    st.builds(r"{}.{{0,9}}".format, literals),
    st.builds(r"\w+ (?P<word>{})".format, literals),
    st.just(r"\d{4}-\d\d-\d\d"),
    st.just(r"by (?P<author>\p{Lu}.*)"),
    st.just("[a-z]+"),
)
phrase_maps = st.dictionaries(
    st.sampled_from(["en", "ru", "any"]),
    st.lists(st.sampled_from([*PHRASES, "by", "read", "ΟΔΟΣ"]), min_size=1, max_size=3),
    min_size=1,
    max_size=2,
)
wheres = st.fixed_dictionaries(
    {},
    optional={
        "zone": st.sampled_from(["head", "body", "tail", "any"]),
        "max_chars": st.sampled_from([5, 12, 60]),
        "min_chars": st.sampled_from([2, 8]),
        "line_index_max": st.integers(0, 4),
        "after_last_prose": st.booleans(),
        "before_prose": st.integers(1, 3),
    },
)
general = {
    "confidence": st.sampled_from(["high", "medium", "low"]),
    "where": st.one_of(wheres, wheres.map(lambda where: dict(list(where.items())[:1]))),
    "languages": st.just(["en"]),
    "sites": st.just(["example.org"]),
    "requires": st.one_of(
        st.just({"nearby": {"rule": "t.*", "lines": 2}}),
        st.just({"min_hits_in_document": 2}),
    ),
    "unless": patterns.map(lambda pattern: [pattern]),
    "keep": st.lists(st.sampled_from(PHRASES), max_size=2),
    "limits": st.fixed_dictionaries(
        {},
        optional={
            "max_document_fraction": st.sampled_from([0.05, 0.3, 1.0]),
            "max_lines": st.integers(1, 4),
        },
    ),
    "capture": st.just({"seen": r"(\w+)"}),
}
whole = {"line_is": phrase_maps, "line_starts": phrase_maps, "line_regex": patterns}
blocks = st.fixed_dictionaries(
    {},
    optional={
        "min_items": st.integers(1, 3),
        "max_item_chars": st.sampled_from([8, 200]),
        "min_item_width": st.sampled_from([0, 6]),
        "bullets": st.sampled_from(["optional", "required", "none"]),
        "until": st.lists(st.sampled_from(["prose", "eof", "heading"]), min_size=1, unique=True),
    },
)
next_lines = st.fixed_dictionaries(
    {"regex": patterns},
    optional={"max_blank": st.integers(0, 2), "required": st.booleans()},
)


def _few(keys: dict[str, st.SearchStrategy[Any]], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the keys, not many: what must meet too many conditions never fires."""
    chosen = st.lists(st.sampled_from(sorted(keys)), max_size=most, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({n: keys[n] for n in names}))


def _some(actions: list[str], **own: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda action, conditions, matchers: {"action": action} | conditions | matchers,
        st.sampled_from(actions),
        _few(general, 2),
        _few(own, 2),
    )


_spans = ["remove_span", "capture_span", "capture_keep", "flag"]
_raw = st.one_of(
    _some(["remove_line", "capture_line"], **whole, next_line=next_lines),
    _some(_spans, **whole, span_regex=patterns),
    _some(["replace"], **whole, span_regex=patterns).map(lambda keys: keys | {"with": "x"}),
    _some(["remove_block"], heading_is=phrase_maps, line_regex=patterns, block=blocks),
    _some(["truncate_after"], **whole),
)


def _valid(keys: dict[str, Any]) -> dict[str, Any]:
    """The keys with a matcher added where the draw left all out."""
    if keys["action"] == "remove_block":
        matcher, wanted = {"heading_is": {"en": ["Related"]}}, ("heading_is", "line_regex")
    elif keys["action"] in _spans or keys["action"] == "replace":
        matcher, wanted = {"span_regex": "read"}, ("span_regex",)
    else:
        matcher, wanted = {"line_starts": {"en": ["read"]}}, tuple(whole)
    return keys if any(key in keys for key in wanted) else keys | matcher


rulebooks = st.lists(_raw.map(_valid), min_size=1, max_size=6).map(
    lambda drawn: [
        rule(keys["action"], id=f"t.r{number}", **{k: v for k, v in keys.items() if k != "action"})
        for number, keys in enumerate(drawn)
    ]
)
