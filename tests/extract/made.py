"""Pages of our own making: the article is known, and so is what stands around it."""

from cleaner.extract.page import Page, parse

PARAGRAPHS = (
    "The ferry across the sound was taken out of service on Monday after forty-one years, and "
    "about three hundred people stood on the quay to see it leave for the last time.",
    "It had carried schoolchildren, doctors and several thousand sheep, said the harbour master, "
    "who had come aboard as an apprentice in its second summer and never asked for another ship.",
    "A bridge opened two kilometres to the north last autumn. The crossing now takes four minutes "
    "instead of twenty-five, and the shop at the old landing has lost half of its customers.",
    "The council has not decided what will become of the ship. One proposal would moor it in the "
    "inner harbour as a hostel; another would sell it to an island in the south of the country.",
    "Whoever takes it will have to replace the engine, which the yard that built it no longer "
    "makes parts for, and to find a pilot who can live with its habit of drifting to port.",
    "On the quay a brass band played until the ferry had passed the lighthouse. Then it began to "
    "rain, and those who had umbrellas shared them with those who had trusted the forecast.",
)
MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("News", "Sport", "Weather"))
RELATED = "".join(
    f'<li><a href="/r{i}">{words}</a></li>'
    for i, words in enumerate(("Storm closes port", "New mayor sworn in", "School wins prize"))
)
JUNK = ("Sport", "Storm closes port", "Imprint of the publisher")


def html(body: str, head: str = "") -> str:
    """A page with a menu before its body and related links and an imprint behind it."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Ferry leaves | The Courier</title>{head}"
        f"</head><body><nav><ul>{MENU}</ul></nav>{body}<aside><h3>Related</h3><ul>{RELATED}</ul>"
        "</aside><footer><p>Imprint of the publisher</p></footer></body></html>"
    )


def article(*more: str, count: int = 6) -> str:
    """An article of some paragraphs, with more behind the first."""
    first, *others = (f"<p>{text}</p>" for text in PARAGRAPHS[:count])
    inner = "".join((first, *more, *others))
    return f"<main><article><h1>Ferry leaves</h1>{inner}</article></main>"


def page(markup: str, url: str = "") -> Page:
    """Some HTML as a page that has to be one."""
    found = parse(markup, url)
    assert found is not None
    return found
