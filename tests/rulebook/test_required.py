"""What rules require is told fast: the answer is that of the plain way, which asks every hit about
every other, round after round."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.lines import Page
from cleaner.rulebook.compiled import CompiledRule
from cleaner.rulebook.hits import Hit
from cleaner.rulebook.nearby import required
from tests.rulebook.made import rule

IDS = ("t.a", "t.b", "t.c.d", "u.a", "u.b.c")
PREFIXES = ("all", "t.*", "t.a", "u.*", "t.c.*", "nothing.*")


def made(number: int, action: str, asked: dict[str, object], confidence: str) -> CompiledRule:
    matcher = {"span_regex": "x"} if action == "flag" else {"line_is": {"en": ["x"]}}
    keys = {"requires": asked, "confidence": confidence}
    return CompiledRule(rule(action, id=IDS[number], **matcher, **keys))


asked = st.fixed_dictionaries(
    {},
    optional={
        "nearby": st.builds(
            lambda prefix, lines: {"rule": prefix, "lines": lines},
            st.sampled_from(PREFIXES + ("all",) * 4),
            st.integers(1, 4),
        ),
        "min_hits_in_document": st.integers(2, 3),
    },
)
books = st.lists(
    st.tuples(
        st.sampled_from(["remove_line", "remove_line", "flag"]),
        asked,
        st.sampled_from(["high", "high", "low"]),
    ),
    min_size=1,
    max_size=len(IDS),
).map(lambda drawn: [made(number, *keys) for number, keys in enumerate(drawn)])
texts = st.lists(st.sampled_from(["x", "x", "x", ""]), min_size=1, max_size=24).map("\n".join)


@st.composite
def found(draw: st.DrawFn) -> tuple[Page, list[Hit]]:
    """A page and hits on it, of several rules on a line and of several lines."""
    page, book = Page(draw(texts)), draw(books)
    places = st.tuples(
        st.sampled_from(book),
        st.sampled_from(page.filled or [0]),
        st.sampled_from([0, 0, 0, 1, 3]),
    )
    drawn = draw(st.lists(places, max_size=20)) if page.filled else []
    last = len(page.lines) - 1
    return page, [Hit(one, at, min(at + more, last), at, at + 1, "", ()) for one, at, more in drawn]


def plainly(page: Page, hits: list[Hit]) -> list[Hit]:
    """The hits that find all they require, told step by step."""
    kept, waiting = [], []
    for hit in hits:
        wants = hit.rule.rule.requires
        if sum(other.rule.id == hit.rule.id for other in hits) < (wants.min_hits_in_document or 1):
            continue
        if wants.nearby is not None and wants.nearby.rule == "all":
            waiting.append(hit)
        elif wants.nearby is None or any(beside(page, hit, other) for other in hits):
            kept.append(hit)
    taking = [hit for hit in kept if hit.takes]
    while called := [hit for hit in waiting if any(edge_near(page, hit, one) for one in taking)]:
        kept += called
        taking += called
        waiting = [hit for hit in waiting if not any(hit is one for one in called)]
    return kept


def beside(page: Page, hit: Hit, other: Hit) -> bool:
    wanted = hit.rule.rule.requires.nearby
    assert wanted is not None
    apart = abs(page.position[other.first] - page.position[hit.first])
    named = other.rule.named(wanted.rule) and other.rule.id != hit.rule.id
    return named and 0 < apart <= wanted.lines


def edge_near(page: Page, hit: Hit, taken: Hit) -> bool:
    wanted = hit.rule.rule.requires.nearby
    assert wanted is not None
    here = page.position[hit.first]
    edges = [page.position[at] for at in (taken.first, taken.last) if at in page.position]
    return taken.first != hit.first and any(abs(at - here) <= wanted.lines for at in edges)


@settings(max_examples=500, deadline=None)
@given(found())
def test_what_is_required_is_told_as_the_plain_way_tells_it(drawn: tuple[Page, list[Hit]]) -> None:
    page, hits = drawn
    assert required(page, hits) == plainly(page, hits)


def test_who_waits_is_called_along_a_long_chain() -> None:
    """Each is vouched for by the one before: as many rounds as lines."""
    sure = made(0, "remove_line", {}, "high")
    chained = made(1, "remove_line", {"nearby": {"rule": "all", "lines": 1}}, "high")
    page = Page("x\n" * 30_000)
    hits = [
        Hit(chained if at else sure, at, at, 2 * at, 2 * at + 2, "", ()) for at in range(30_000)
    ]
    assert required(page, hits) == hits
    assert required(page, hits[1:]) == []
    gap = hits[:100] + hits[101:]
    assert required(page, gap) == hits[:100]
