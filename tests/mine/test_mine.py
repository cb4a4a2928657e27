"""Mining made-up sites: what was planted is found, and what repeats as content does is not."""

from collections import Counter
from functools import cache

import pytest

from cleaner.edits import apply
from cleaner.kit import make_kit
from cleaner.mine.names import Spellings, likeness
from cleaner.mine.packs import holds, quoted
from cleaner.mine.work import mine
from cleaner.model import Document, Edit
from cleaner.repeats.tally import Tally
from cleaner.rulebook.compiled import CompiledRule
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.load import load_rules
from cleaner.settings import Settings
from cleaner.yamltree import TreeBuilder
from tests.mine import made_sites


@cache
def kit():
    """Known boilerplate for what stands beside it; more would only take longer to load."""
    return make_kit(Settings(), load_rules(rules_home() / "repeats", core=False))


@cache
def pages():
    return {site: made_sites.pages(site) for site in made_sites.sites()}


def documents():
    for site, all_pages in pages().items():
        for page in all_pages:
            yield Document(page.url, page.text, page.text, site=f"www.{site.host}")


@cache
def mined():
    return mine(documents, kit())


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mined")
    for name, text in mined().packs.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rules(packs):
    book = load_rules(packs, core=False)
    return [CompiledRule(rule) for rule in book.rules]


def at_work(rules, site):
    return [r for r in rules if not r.rule.sites or site.host in r.rule.sites]


def test_two_thousand_pages_of_twenty_sites():
    assert mined().documents == 2_000
    assert mined().sites == 20


def test_of_what_was_planted_95_percent_is_found(rules):
    found, missed = 0, []
    for site, all_pages in pages().items():
        mine_ = at_work(rules, site)
        stood, taken = Counter(), Counter()
        for page in all_pages:
            for template, line in page.planted:
                stood[template] += 1
                taken[template] += any(rule.matches(line) for rule in mine_)
        for template, number in stood.items():
            if taken[template] >= 0.95 * number:
                found += 1
            else:
                missed.append((site.host, template, number, taken[template]))
    assert found >= 0.95 * (found + len(missed)), missed


def test_no_rule_takes_content(rules):
    wrong = {
        (rule.id, rule.rule.confidence, line)
        for site, all_pages in pages().items()
        for page in all_pages
        for line in page.content
        for rule in at_work(rules, site)
        if rule.matches(line)
    }
    assert not wrong


def test_most_is_marked_high(rules):
    sure = Counter(rule.rule.confidence for rule in rules)
    assert sure["high"] > sure["medium"] + sure["low"]
    assert {rule.rule.status for rule in rules} == {"experimental"}


def test_every_rule_holds_and_has_evidence(rules):
    assert len(rules) == len(mined().packs.rules)
    assert not mined().packs.dropped
    for rule in mined().packs.rules:
        assert holds(rule)
        assert "documents" in rule.finding.why
        tests = rule.value["tests"]
        assert tests["match"] and tests["keep"]


def test_rules_come_by_the_characters_they_take():
    taken = [rule.finding.group.characters for rule in mined().packs.rules]
    assert taken == sorted(taken, reverse=True)


def test_mined_rules_clean_the_pages(packs):
    cleaner = make_kit(Settings(), load_rules(packs, core=False))
    site = made_sites.sites()[0]
    before = after = lost = 0
    for page in pages()[site][:20]:
        doc = Document(page.url, page.text, page.text, site=site.host)
        found = cleaner.propose("strip", doc)
        text = apply(page.text, [edit for edit in found if isinstance(edit, Edit)])[0]
        lines = Counter(text.split("\n"))
        before += len(page.planted)
        after += sum(lines[line] > 0 for _, line in page.planted)
        lost += sum(lines[line] == 0 for line in page.content)
    assert after < 0.1 * before
    assert lost == 0


def test_order_of_documents_does_not_change_what_is_found():
    some = list(documents())[:400]
    one = mine(lambda: iter(some), kit())
    other = mine(lambda: iter(some[::-1]), kit())
    found = [
        {(rule.id, rule.finding.confidence, rule.finding.group.documents) for rule in m.packs.rules}
        for m in (one, other)
    ]
    assert found[0] == found[1]


def test_two_passes_do_better_than_one():
    book = load_rules(rules_home() / "repeats", core=False)
    with Tally() as tally:
        for site, all_pages in pages().items():
            for page in all_pages:
                tally.add(site.host, page.text.split("\n"))
        table = tally.table(3)
    alone = make_kit(Settings(), book)
    together = alone.with_repeats(table)
    left = {name: [0, 0] for name in ("alone", "together")}
    for name, one in (("alone", alone), ("together", together)):
        for site, all_pages in pages().items():
            for page in all_pages[:10]:
                doc = Document(page.url, page.text, page.text, site=site.host)
                found = one.propose("strip", doc)
                text = apply(page.text, [e for e in found if isinstance(e, Edit)])[0]
                lines = Counter(text.split("\n"))
                left[name][0] += sum(lines[line] > 0 for _, line in page.planted)
                left[name][1] += sum(lines[line] == 0 for line in page.content)
    assert left["together"][0] < 0.8 * left["alone"][0]
    assert left["together"][1] == left["alone"][1] == 0


CONTENT = [
    ("a refrain", ["Row home, row home", "{}", "Row home, row home", "{}"]),
    ("a table", ["Year", "Boats", "{}", "Year", "Boats", "{}"]),
    ("headings", ["{}", "Introduction", "{}", "Method", "{}"]),
    ("speech", ["Ann: {}", "Ben: {}", "Ann: {}"]),
    ("sentences", ["{}", "And so the day ended as it had begun.", "{}"]),
]


@pytest.mark.parametrize(("name", "template"), CONTENT, ids=[name for name, _ in CONTENT])
def test_texts_without_a_page_around_them_give_no_rules(name, template):
    def texts():
        for number in range(30):
            own = f"What number {number} has to say is told here at length, {'x' * number} and on."
            text = "\n".join(line.format(own) for line in template)
            yield Document(str(number), text, text, site="a.example")

    assert mine(texts, kit()).packs.rules == ()


OWN = {
    "fr": "La réunion {} s'est tenue mardi dans la grande salle, et tous ont parlé du port.",
    "es": "La reunión {} se celebró el martes en la sala grande, y todos hablaron del puerto.",
}


def made_of(lines):
    """Mining of eight sites of twenty pages, which have one or another line by their number."""

    def texts():
        for site in range(8):
            language = "fr" if site % 2 == 0 else "es"
            for number in range(20):
                name = f"{'x' * (site + 1)}{'y' * number}"
                own = OWN[language].format(name)
                line = lines(language, site, number)
                text = f"{name} {site}-{number}\n{own}\n{line}\nFacebook\nTwitter"
                yield Document(f"{site}-{number}", text, text, site=f"site{site}.example")

    return mine(texts, kit())


@pytest.mark.parametrize("beside", ["Email | ", "Facebook "])
def test_words_of_two_languages_are_no_names_to_mask(beside):
    words = {"fr": "Imprimer", "es": "Imprimir"}
    found = made_of(lambda language, *_: beside + words[language])
    values = [rule.value for rule in found.packs.rules]
    assert [value for value in values if "line_regex" in value] == []
    for word in words.values():
        assert {"any": [beside + word]} in [value["line_is"] for value in values]
    assert found.names == ()


def test_names_that_differ_from_page_to_page_are_masked():
    names = ("Lee", "Kern", "Roth", "Moss", "Vale", "Dunn", "Park", "Webb", "Nash", "Boyd", "Hale")

    def byline(_, site, number):
        return f"Posted by {names[number % 11]} {names[(number * 7 + site) % 11]}"

    patterns = [rule.value.get("line_regex", "") for rule in made_of(byline).packs.rules]
    assert any(pattern.startswith("Posted") for pattern in patterns)


SPELLINGS = [
    (["the Kinzhal flew", "when a kind Kinjal flew"], [("Kinjal", "Kinzhal")]),
    (["The port said Oleg Kinzhal flew", "Kinjal flew. So Kinjal flew"], [("Kinjal", "Kinzhal")]),
    (["Imprimer", "Imprimir"], []),
    (["Imprimer cette page", "Imprimir esta página"], []),
    (["Email | Imprimer", "Facebook Imprimir"], []),
    (["He met Dmitri there", "He met Dmitry there"], [("Dmitri", "Dmitry")]),
    (["then Levmenov spoke", "then Yevmenov spoke"], [("Levmenov", "Yevmenov")]),
    (["the Kinzhal and Kinjal flew"], []),
    (["so Primorye is far", "so Primorsky is far"], []),
    (["then Marina came", "then Morano came"], []),
    (["The Russian came", "The Russians came"], []),
    (["so Reading is good", "reading, and Raiding"], []),
]


@pytest.mark.parametrize(("texts", "pairs"), SPELLINGS)
def test_spellings_of_one_name(texts, pairs):
    spellings = Spellings()
    for text in texts:
        spellings.add(text)
    assert [(one.first, one.second) for one in spellings.variants()] == pairs


def test_the_seeds_have_five_pairs_of_spellings():
    seeds = sorted((rules_home().parent / "seeds").glob("*.txt"))
    spellings = Spellings()
    for seed in seeds:
        spellings.add(seed.read_text(encoding="utf-8"))
    found = {(one.first, one.second) for one in spellings.variants()}
    assert found == {
        ("Kinjal", "Kinzhal"),
        ("Knevichi", "Knievichi"),
        ("Kojemiako", "Kozhemyako"),
        ("Levmenov", "Yevmenov"),
        ("Dmitri", "Dmitry"),
    }


def test_likeness_is_that_of_levenshtein():
    assert likeness("kitten", "sitting") == 1 - 3 / 7
    assert likeness("same", "Same") == 1


@pytest.mark.parametrize("text", ["it's", "a: b # c", "no", "1.10", "x\ny", "\u200b", 'a "b" \\'])
def test_quoted_text_is_read_back(text):
    root = TreeBuilder("t", f"a: {quoted(text)}\n").build()
    assert root.plain() == {"a": text}
