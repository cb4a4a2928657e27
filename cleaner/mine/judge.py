"""Which of what repeats is boilerplate, and how sure that is.

Much that repeats is content: headings such as "Introduction", the names of speakers, labels of a
recipe, refrains, the parts of a series. What tells boilerplate from these, in any language, is its
company: it stands before or after the article, in a run of other lines that repeat and that
reaches an end of the page; or beside lines that a rule takes already; or it says what such lines
say. What has no such company is not proposed.
"""

from __future__ import annotations

from cleaner.lines import ends_sentence, is_prose, width
from cleaner.mine.document import ITEM_WIDTH
from cleaner.mine.found import EVERYWHERE, MOST_SITES, Confidence, Finding, Group
from cleaner.mine.vocabulary import Vocabulary

MOSTLY = 0.6
"""What is so in so large a share of the documents counts as the rule."""
OUTSIDE = 0.9
"""Lines inside the article in more than the rest of the documents are not before or after it."""
SENTENCE_WIDTH = 60
COMMON, MANY, SOME = 0.2, 30, 0.05
"""Common is what stands in such a share of the documents, or in many that are some share."""
OFTEN = 0.3
MOST_IN_DOCUMENT = 3
MIN_SITES, MANY_SITES = 3, 5
ITEM_TITLES = 0.5
"""Headlines in a list that stand in other documents too: those are links to them."""


def judge(group: Group, vocabulary: Vocabulary) -> Finding | None:
    """What a group is if it is boilerplate; None for all else."""
    if not _is_open(group):
        return None
    says = sum(map(vocabulary.knows, group.samples)) * 2 > len(group.samples)
    beside = group.part(group.beside) >= MOSTLY
    if group.kind == "label":
        return _label(group, says, beside)
    if group.part(group.body) > 1 - OUTSIDE:
        return _inside(group, says, beside)
    return None if _may_be_title(group) else _outside(group, says, beside)


def _outside(group: Group, says: bool, beside: bool) -> Finding | None:
    """A line before or after the article."""
    if group.kind == "line" and group.part(group.lists) >= MOSTLY:
        return _heading(group, says, beside)
    if _reads_on(group) and not _standing_sentence(group):
        return None
    if group.part(group.edge) >= MOSTLY:
        return _at_edge(group, says, beside)
    return _between(group, says, beside)


def _is_open(group: Group) -> bool:
    """Whether no rule takes the lines yet, and there is enough in them to tell them by."""
    if group.part(group.taken) > MOSTLY or not group.samples:
        return False
    return min(map(width, group.samples)) > 1


def _inside(group: Group, says: bool, beside: bool) -> Finding | None:
    """A line between paragraphs: only beside what rules take, and not as a heading stands."""
    if not beside or _reads_on(group) or _heads(group) or group.share < OFTEN:
        return None
    return Finding(group, "medium", _told(group, says, beside))


def _may_be_title(group: Group) -> bool:
    """Whether the lines may be the headline of a page that others list below their articles."""
    mixed = min(group.head, group.tail) > 0 or group.body > 0
    wide = min(map(width, group.samples)) >= ITEM_WIDTH
    return group.kind == "line" and mixed and wide and group.share < 0.5


def _common(group: Group) -> bool:
    many = group.documents >= MANY and group.share >= SOME
    if group.site == EVERYWHERE:
        return many or len(group.sites) >= MANY_SITES
    return group.share >= COMMON or many


def _reads_on(group: Group) -> bool:
    """Whether the lines are sentences."""
    return any(
        is_prose(line) or (ends_sentence(line) and width(line) >= SENTENCE_WIDTH)
        for line in group.samples
    )


def _heads(group: Group) -> bool:
    """Whether the very same line stands before what only its document has, as a heading does."""
    own = group.part(group.before_prose) + group.part(group.before_item)
    return group.kind == "line" and own > 1 - MOSTLY


def _standing_sentence(group: Group) -> bool:
    """Whether a sentence is one that the page has, not the article: the very same in a great part
    of the site, outside the article, among other lines that repeat."""
    return (
        group.kind == "line"
        and group.share >= OFTEN
        and group.documents >= 2 * MIN_SITES
        and group.part(group.edge) >= MOSTLY
    )


def _at_edge(group: Group, says: bool, beside: bool) -> Finding | None:
    """A line in a run of repeated lines at an end of the document."""
    own = _heads(group)
    if not _common(group) and own and not says:
        return None
    in_company = group.part(group.long_run) >= MOSTLY
    sure = _common(group) and in_company and not (own and not (says or beside))
    if group.kind == "shape":
        sure = sure and group.share >= OFTEN and len(group.samples) >= MIN_SITES
    if not in_company and not (says or beside) and own:
        return None
    if group.site == EVERYWHERE:
        sure = sure and len(group.sites) >= MANY_SITES
    confidence: Confidence = "high" if sure else "medium"
    return Finding(group, confidence, _told(group, says, beside))


def _between(group: Group, says: bool, beside: bool) -> Finding | None:
    """A line before or after the article that no run joins to an end of the document."""
    if _common(group) and (beside or says) and not _heads(group):
        return Finding(group, "medium", _told(group, says, beside))
    in_head = group.part(group.head) >= OUTSIDE
    if group.share < OFTEN or group.most > MOST_IN_DOCUMENT:
        return None
    if group.kind == "shape" and in_head:
        return Finding(group, "medium", _told(group, says, beside))
    if group.kind == "line" and group.part(group.alone) < 1 - MOSTLY and not _heads(group):
        return Finding(group, "medium", _told(group, says, beside))
    return None


def _heading(group: Group, says: bool, beside: bool) -> Finding | None:
    """A heading with a list below it that differs from page to page."""
    titles = group.titles / max(1, group.items)
    if titles < ITEM_TITLES and not says:
        return None
    confidence: Confidence = "high" if titles >= ITEM_TITLES and _common(group) else "medium"
    why = f"{_told(group, says, beside)}; {titles:.0%} of the headlines below it stand elsewhere"
    return Finding(group, confidence, why, opens_list=True)


def _label(group: Group, says: bool, beside: bool) -> Finding | None:
    """Words before a colon, with what differs behind it. Speech and recipes look the same, so the
    words must be known ones, or stand in the company of known lines."""
    varied = len(group.samples) >= MIN_SITES and group.share >= OFTEN
    if not varied or group.most > MOST_IN_DOCUMENT or _reads_on(group):
        return None
    if group.part(group.body) > 1 - OUTSIDE and not beside:
        return None
    if beside or group.part(group.edge) >= MOSTLY:
        return Finding(group, "medium", _told(group, says, beside))
    return None


def _told(group: Group, says: bool, beside: bool) -> str:
    """The evidence in words."""
    several = f"{len(group.sites)} sites" + (" or more" if len(group.sites) == MOST_SITES else "")
    where = f"on {several}" if group.site == EVERYWHERE else f"of {group.site}"
    parts = [
        f"in {group.documents} of {group.of} documents {where}",
        f"before the article in {group.part(group.head):.0%}, after it in "
        f"{group.part(group.tail):.0%}, inside in {group.part(group.body):.0%}",
    ]
    if group.edge:
        parts.append(f"in a run of such lines at an end in {group.part(group.edge):.0%}")
    if beside:
        parts.append("beside lines that other rules take")
    if says:
        parts.append("made of words that other rules know")
    return "; ".join(parts)
