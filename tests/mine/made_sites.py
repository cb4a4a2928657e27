"""Twenty made-up sites of a hundred pages each: prose that differs, boilerplate around it and in
it, and content that repeats as content does. The same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.mine.chrome import CHROME, Chrome
from tests.mine.words import HEADLINES, LABELS, NAMES, REFRAINS, SECTIONS, SPEAKERS, WORDS

PAGES = 100
LANGUAGES = ("en", "de", "fr", "es", "ru", "pl", "it", "pt", "tr", "nl", "ja", "ar")
SITES = 20


@dataclass(frozen=True)
class Page:
    """A page, the boilerplate lines in it with their templates, and its own lines."""

    url: str
    text: str
    planted: tuple[tuple[str, str], ...]
    content: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """A site's host, language, and which of the language's boilerplate it has."""

    host: str
    language: str
    name: str
    top: tuple[str, ...]
    below_title: tuple[str, ...]
    bottom: tuple[str, ...]
    related: str
    kind: str


def sites(seed: int = 7) -> list[Site]:
    """The twenty sites."""
    random = Random(seed)
    return [_site(number, random) for number in range(SITES)]


def _site(number: int, random: Random) -> Site:
    language = LANGUAGES[number % len(LANGUAGES)]
    chrome: Chrome = CHROME[language]
    name = f"{random.choice(NAMES[language])} {random.choice(('Kurier', 'Post', 'Herald'))}"
    top = tuple(random.sample(chrome.top, random.randint(4, len(chrome.top))))
    bottom = tuple(random.sample(chrome.bottom, random.randint(5, len(chrome.bottom))))
    below = tuple(random.sample(chrome.below_title, random.randint(1, len(chrome.below_title))))
    kind = ("news", "recipes", "interviews", "songs")[number % 4]
    host = f"site{number:02}.example"
    return Site(host, language, name, top, below, bottom, random.choice(chrome.related), kind)


def pages(site: Site, seed: int = 7, count: int = PAGES) -> list[Page]:
    """The pages of a site."""
    random = Random(f"{seed} {site.host}")
    titles = [_title(site, random, n) for n in range(count)]
    return [_page(site, random, n, titles) for n in range(count)]


def _page(site: Site, random: Random, number: int, titles: list[str]) -> Page:
    planted: list[tuple[str, str]] = []
    lines: list[str] = []

    def plant(templates: tuple[str, ...], chance: float) -> None:
        for template in templates:
            if random.random() < chance:
                line = _filled(template, site, random)
                planted.append((template, line))
                lines.append(line)

    plant(site.top, 0.97)
    lines.append(titles[number])
    plant(site.below_title, 0.9)
    content = [titles[number], *_body(site, random, number)]
    lines += content[1:]
    if random.random() < 0.8:
        planted.append((site.related, site.related))
        others = random.sample([t for t in titles if t != titles[number]], 5)
        lines += [site.related, *others]
    plant(site.bottom, 0.95)
    url = f"https://www.{site.host}/{number}"
    return Page(url, "\n".join(lines), tuple(planted), tuple(content))


def _body(site: Site, random: Random, number: int) -> list[str]:
    """What a page says, with the headings and labels of its kind."""
    language = site.language
    lines = []
    if number % 8 == 0:  # a series: an eighth of the site
        lines.append(SECTIONS[language][0].format(number // 8 + 1))
    if site.kind == "recipes":
        lines += [_sentence(language, random), LABELS[language][0]]
        lines += [f"{random.randint(1, 9)} {_words(language, random, 3)}" for _ in range(4)]
        lines += [LABELS[language][1], *(_sentence(language, random) for _ in range(2))]
    elif site.kind == "interviews":
        for _ in range(5):
            lines.append(f"{SPEAKERS[language][0]}: {_words(language, random, 7)}?")
            lines.append(f"{SPEAKERS[language][1]}: {_sentence(language, random)}")
    elif site.kind == "songs":
        for _ in range(2):
            lines += [_capital(_words(language, random, 6)) for _ in range(4)]
            lines.append(REFRAINS[language])
    for section in SECTIONS[language][1:]:
        lines.append(section)
        lines += [_sentence(language, random) for _ in range(random.randint(1, 3))]
    return lines


def _title(site: Site, random: Random, number: int) -> str:
    template = HEADLINES[site.language][number % len(HEADLINES[site.language])]
    name = random.choice(NAMES[site.language])
    return _capital(template.format(name, _words(site.language, random, 5)))


def _filled(template: str, site: Site, random: Random) -> str:
    names = NAMES[site.language]
    months = CHROME[site.language].months
    return template.format(
        site=site.name,
        name=f"{random.choice(names)} {random.choice(names)}",
        n=random.randint(2, 9000),
        few=random.randint(1, 9),
        day=random.randint(1, 28),
        month=random.choice(months),
        year=random.randint(2015, 2025),
        time=f"{random.randint(0, 23)}:{random.randint(10, 59)}",
    )


def _words(language: str, random: Random, count: int) -> str:
    glue = "" if language in ("ja",) else " "
    return glue.join(random.choice(WORDS[language]) for _ in range(count))


def _sentence(language: str, random: Random) -> str:
    stop = "。" if language == "ja" else "."
    return _capital(_words(language, random, random.randint(17, 26))) + stop


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
