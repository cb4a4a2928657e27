"""Prepare: what extractors would damage or drop gets through them, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.extract import registry
from cleaner.extract.marks import OPEN, has_signs, unmark
from cleaner.extract.protocol import Wanted
from cleaner.extract.rescue import rescued
from cleaner.extract.said import said
from tests.extract.made import PARAGRAPHS, article, html, page


def shown(markup: str, name: str = "all-text", **wanted: bool) -> str:
    found = page(markup)
    asked = Wanted(**wanted)
    return rescued(found, asked, registry.extractor(name)(found, asked)).text


def within(more: str) -> str:
    """What trafilatura gives of some markup between the first paragraphs of an article."""
    before, _, behind = shown(html(article(more, count=3)), "trafilatura").partition(PARAGRAPHS[0])
    assert "Sport" not in before
    return behind.partition(PARAGRAPHS[1])[0].strip()


RAISED = [
    ("4.2 × 10<sup>6</sup> m", "4.2 × 10⁶ m"),
    ("10<sup>-3</sup> kg, 10<sup>−3</sup>", "10⁻³ kg, 10⁻³"),
    ("2<sup>10</sup> is 1024", "2¹⁰ is 1024"),
    ("2<sup>n</sup>, 2<sup>n-1</sup>, x<sup>i</sup>", "2ⁿ, 2ⁿ⁻¹, xⁱ"),
    ("30 km<sup>2</sup>, 5 W/m<sup>2</sup>", "30 km², 5 W/m²"),
    ("9.8 m s<sup>-2</sup>", "9.8 m s⁻²"),
    ("<i>x</i><sup><b>2</b></sup> + (a + b)<sup>2</sup>", "x² + (a + b)²"),
    ("Ca<sup>2+</sup>, Na<sup>+</sup>, SO<sub>4</sub><sup>2-</sup>", "Ca²⁺, Na⁺, SO₄²⁻"),
    ("<sup>14</sup>C and (<sup>3</sup>He)", "¹⁴C and (³He)"),
    ("CO<sub>2</sub>, C<sub>6</sub>H<sub>12</sub>O<sub>6</sub>", "CO₂, C₆H₁₂O₆"),
    ("log<sub>10</sub> x<sub>1</sub>", "log₁₀ x₁"),
    ("10<sup>5.5</sup> and x<sup>1/2</sup>", "10^(5.5) and x^(1/2)"),
    ("in 1999<sup>3</sup> it", "in 1999³ it"),
    ("Ada Smith<sup>1,2</sup> and", "Ada Smith¹,² and"),
    ("in 1999<sup><a href='#n3'>3</a></sup> it", "in 1999[3] it"),
    ("said<a href='#n3'><sup>3</sup></a> so", "said[3] so"),
    ("said<sup class='footnote'>3</sup> so", "said[3] so"),
    ("said<sup id='fnref:3'>3</sup> so", "said[3] so"),
    ("said<sup class='reference'><a href='#cite_note-1'>a</a></sup> so", "said[a] so"),
    ("said<sup><a href='#1'>1</a>, <a href='#2'>2</a></sup> so", "said[1, 2] so"),
    ("so it ended.<sup>12</sup> Then", "so it ended.[12] Then"),
    ("“so it ended”<sup>1–3</sup> Then", "“so it ended”[1–3] Then"),
    ("in 1999.<sup>3</sup> Then", "in 1999.[3] Then"),
]
"""Superscripts and subscripts, and what becomes of them."""
NOT_RAISED = [
    ("the 2<sup>nd</sup>, 3<sup>rd</sup> and 4<sup>th</sup>", "the 2nd, 3rd and 4th"),
    ("M<sup>me</sup> Blanc, 1<sup>er</sup> mai", "Mme Blanc, 1er mai"),
    ("n<sup>o</sup> 7, 5<sup>e</sup>", "no 7, 5e"),
    ("Widget<sup>TM</sup> and Gadget<sup>®</sup>", "WidgetTM and Gadget®"),
    ("only 12,<sup>99</sup> €", "only 12,99 €"),
    ("only $9.<sup>95</sup> each", "only $9.95 each"),
    ("Canal<sup>+</sup> and Channel<sup>+</sup>", "Canal+ and Channel+"),
    ("said<sup><a href='#n3'>[3]</a></sup> so", "said[3] so"),
    ("said<a href='#n3'><sup>[3]</sup></a> so", "said[3] so"),
    ("said<sup class='reference'>(3)</sup> so", "said(3) so"),
    ("said<sup class='reference'>*</sup> so", "said* so"),
    ("<sup>1</sup> Smith, page 3", "1 Smith, page 3"),
    ("a <sup>2</sup> b", "a 2 b"),
    ("v<sub>max</sub> and k<sub>B</sub>", "vmax and kB"),
    ("<sub>3 of 4</sub> and T<sub>min</sub>", "3 of 4 and Tmin"),
    ("<sub>12</sub> alone", "12 alone"),
    ("x<sup>y</sup> and e<sup>x+y</sup>", "xy and ex+y"),
    ("see<sup>see the note below</sup> it", "seesee the note below it"),
    ("10<sup></sup>6", "106"),
    ("<p>10</p><sup>6</sup> m", "10\n6 m"),
    ("20240<sup>123456</sup>", "20240123456"),
    ("a<sup>1 a</sup>", "a1 a"),
    ("new<sup>new!</sup> 3", "newnew! 3"),
]
"""What looks raised or lowered and is no number, is one as it stands, or leans on nothing."""


@pytest.mark.parametrize(("markup", "text"), RAISED + NOT_RAISED)
def test_raised_and_lowered(markup: str, text: str) -> None:
    assert shown(f"<div>{markup}</div>") == text


def test_as_many_stay_as_change() -> None:
    assert len(RAISED) == len(NOT_RAISED)


def test_a_linked_text_with_a_power_is_no_note() -> None:
    assert shown("<p><a href='/x'>Size in km<sup>2</sup></a></p>") == "Size in km²"
    assert shown("<p>so<sup><a href='#n'>3</a></sup></p>", links=True) == "so[[3](#n)]"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<sup>2</sup>", "10²"),
        ("<sup><a href='#n'>2</a></sup>", "10[2]"),
        ("<sub>2</sub>", "10₂"),
    ],
)
def test_trafilatura_keeps_the_signs(markup: str, text: str) -> None:
    assert within(f"<p>The ferry made 10{markup} crossings.</p>").endswith(f"{text} crossings.")


def test_thousands_of_powers_and_notes_on_a_line() -> None:
    line = "a<sup>2</sup> b<a href='#n'><sup>3</sup></a> " * 20_000
    assert shown(f"<div>{line}</div>").count("a² b[3]") == 20_000
    assert shown(f"<a href='/'>{line}").count("a² b[3]") == 20_000


@pytest.mark.parametrize("outer", ["pre", "math"])
@pytest.mark.parametrize("inner", ["span", "mrow", "div", "msqrt"])
def test_deep_elements(outer: str, inner: str) -> None:
    deep = f"<{inner}>" * 240 + "x" + f"</{inner}>" * 240
    assert "x" in shown(f"<p>Here</p><{outer}>{deep}</{outer}>")


def test_a_title_has_the_signs_too() -> None:
    assert said(page("<h1>Ten km<sup>2</sup> of CO<sub>2</sub></h1>"))["title"] == "Ten km² of CO₂"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<math alttext='{\\displaystyle E=mc^{2}}'><mi>E</mi></math>", "\\(E=mc^{2}\\)"),
        ("<math alttext='n'><mi>n</mi></math>", "n"),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>\\alpha x"
            "</annotation></semantics></math>",
            "\\(\\alpha x\\)",
        ),
        (
            "<math><mi>x</mi><mo>=</mo><mfrac><mn>2</mn><mrow><mn>3</mn><mo>+</mo><mi>y</mi>"
            "</mrow></mfrac></math>",
            "x=2/(3+y)",
        ),
        ("<math><msup><mi>x</mi><mn>2</mn></msup><msqrt><mi>y</mi></msqrt></math>", "x²√y"),
        ("<math><msub><mi>a</mi><mn>1</mn></msub></math>", "a_1"),
        (
            "<span style='display:none'><math alttext='k'><mi>k</mi></math></span><img src=k>",
            "k",
        ),
        (
            "<span class='katex-mathml'><math><mi>k</mi></math></span>"
            "<span class='katex-html' aria-hidden='true'>k</span>",
            "k",
        ),
        ("<span style='display:none'>k</span><img src='k.png'>", ""),
        ("\\(n > 3\\)", "\\(n > 3\\)"),
        ("<span class='math'>n</span>", "n"),
        ("<math></math>", ""),
    ],
)
def test_formulas(inside: str, text: str) -> None:
    assert shown(f"<p>Here {inside} holds.</p>") == " ".join(f"Here {text} holds.".split())
    assert " ".join(f"Here {text} holds.".split()) in within(
        f"<p>{PARAGRAPHS[3]}</p><p>Here {inside} holds.</p>"
    )


CODE = "if x:\n\n    return  1\n\treturn 2"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<pre>{CODE}</pre>", CODE),
        (f"<pre>\n  {CODE}\n\n</pre>", f"  {CODE}"),
        (f"<pre><code>{CODE}\n</code></pre>", f"```\n{CODE}\n```"),
        (f"<pre class='language-py'>{CODE}</pre>", f"```\n{CODE}\n```"),
        (f"<div class='highlight'><pre><span>if</span>{CODE[2:]}</pre></div>", f"```\n{CODE}\n```"),
        ("<pre><code>a\n```\nb</code></pre>", "~~~\na\n```\nb\n~~~"),
        ("<pre><code>```\n~~~</code></pre>", "```\n~~~"),
        ("<pre>a<br>  b<div>c</div>d</pre>", "a\n  bc\nd"),
        ("<pre><button>Copy</button>a  b</pre>", "a  b"),
        ("<pre>a\r\nb</pre>", "a\nb"),
        ("<pre class='poem'>a\n  b</pre>", "a\n  b"),
        ("<pre>See <code>x</code>\n\nthere</pre>", "See x\n\nthere"),
        ("<p>a  b\n\n<code>x  y</code></p>", "a b x y"),
    ],
)
def test_preformatted(markup: str, text: str) -> None:
    assert shown(f"<p>Before</p>{markup}<p>Behind</p>") == f"Before\n{text}\nBehind"
    assert shown(markup).strip() == text.strip()
    if "<pre" in markup:
        assert within(markup) == text.strip()


def test_preformatted_in_an_item_is_on_lines_of_its_own() -> None:
    assert within("<ul><li><p>First.</p><pre>a\n  b</pre></li><li>c</li></ul>") == (
        "- First.\na\n  b\n- c"
    )


@given(st.text(st.sampled_from("ab \n\t-|`"), min_size=1))
def test_lines_of_pre_come_back(text: str) -> None:
    inside = text.strip("\n").rstrip()
    found = shown(f"<p>x</p><pre>{text}</pre><p>y</p>")
    if inside.strip():
        assert found == f"x\n{inside}\ny"
    assert not has_signs(found)


@given(st.text())
def test_a_text_without_signs_is_not_unmarked(text: str) -> None:
    assert has_signs(text) or unmark(text) == text


def test_a_page_that_has_the_signs_keeps_them() -> None:
    assert shown(f"<p>The sign {OPEN} is a sign.</p><ol><li>a b</li></ol>") == (
        f"The sign {OPEN} is a sign.\n- a b"
    )


@pytest.mark.parametrize(
    ("markup", "starts"),
    [
        ("<ol><li>x y<li>x y</ol>", ["1.", "2."]),
        ("<ol start=7><li>x y<li>x y</ol>", ["7.", "8."]),
        ("<ol type=a><li>x y<li>x y</ol>", ["a.", "b."]),
        ("<ol type=A start=26><li>x y<li>x y</ol>", ["Z.", "AA."]),
        ("<ol type=i start=4><li>x y</ol>", ["iv."]),
        ("<ol type=I start=9><li>x y</ol>", ["IX."]),
        ("<ol><li>x y<li value=5>x y<li>x y</ol>", ["1.", "5.", "6."]),
        ("<ol reversed><li>x y<li>x y</ol>", ["2.", "1."]),
        ("<ol><li><p>x y</p><li><b>x</b> y</ol>", ["1.", "2."]),
        ("<ol><li>x y<ul><li>x y</ul><li>x y</ol>", ["1.", "-", "2."]),
        ("<ul><li>x y<li>x y</ul>", ["-", "-"]),
        ("<ol style='list-style: none'><li>x y</ol>", ["-"]),
        ("<ol class=breadcrumb><li>x y</ol>", ["-"]),
        ("<ol class=comment-list><li>x y</ol>", ["-"]),
        ("<ol id=posts><li>x y</ol>", ["-"]),
        ("<ol><li><a href=/>x y</a><li><a href=/>x y</a></ol>", ["-", "-"]),
        ("<ol><li>1. x y<li>2. x y</ol>", ["-", "-"]),
        ("<ol><li>(a) x y<li>(b) x y</ol>", ["-", "-"]),
        ("<ol><li>1<li>2</ol>", ["-", "-"]),
        ("<ol><li itemprop=author>x y</ol>", ["-"]),
    ],
)
def test_numbers_of_items(markup: str, starts: list[str]) -> None:
    texts = [shown(markup)]
    if starts[0] != "-":  # trafilatura leaves most of the others out
        texts.append(within(f"{markup}<p>{PARAGRAPHS[4]}</p>"))
    for text in texts:
        lines = [line.strip() for line in text.split("\n") if line not in PARAGRAPHS]
        assert [line.split(" ")[0] for line in lines] == starts


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<ul><li>x<li>y</ul>", "x; y"),
        ("a<ul><li>x<li><b>y</b> z</ul>b", "a x; y z b"),
        ("<ol><li>Open it.<li>Close it.</ol>", "Open it. Close it."),
        ("<dl><dt>w<dd>x<dt>y<dd>z</dl>", "w: x; y: z"),
        ("<table><tr><td>x<td>y<tr><td>z</table>", "x, y; z"),
        ("<p>x</p><ul><li>y</ul>", "x y"),
        ("a<br>b <i>c</i>", "a b c"),
        ("x; y", "x; y"),
    ],
)
def test_lists_and_tables_in_cells(cell: str, text: str) -> None:
    table = f"<table><tr><th>One<th>Two<tr><td>first<td>{cell}</table>"
    assert f"first | {text} |" in within(table)
    if "<br>" not in cell:
        assert shown(table) == f"One | Two\nfirst | {text}"


@pytest.mark.parametrize(
    "more",
    [
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>",
        "<h2>News</h2>",
        "<form><input></form>",
        "<section>x</section>",
        "<pre>x</pre>",
        "<nav>x</nav>",
    ],
)
def test_tables_that_lay_out_a_page_are_left_alone(more: str) -> None:
    table = f"<table><tr><td>{more}</td><td><ul><li>x</li><li>y</li></ul></td></tr></table>"
    assert len(page(table).tree.findall(".//li")) == 2
    links = "<ul><li><a href='/'>Sports</a></li><li><a href='/'>News</a></li></ul>"
    only = f"<table><tr><td>x</td><td>{links}</td></tr></table>"
    assert len(page(only).tree.findall(".//li")) == 2


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ruby>漢字<rt>かんじ</rt></ruby>を読む。", "漢字を読む。"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を", "漢字を"),
        ("<ruby><rb>漢</rb><rtc><rt>かん</rt></rtc></ruby>を", "漢を"),
        ("漢字（かんじ）を読む。", "漢字（かんじ）を読む。"),
        ("<ruby>漢字</ruby>を", "漢字を"),
        ("<span>漢字</span>を", "漢字を"),
    ],
)
def test_readings_above_a_text(markup: str, text: str) -> None:
    assert shown(f"<p>{markup}</p>") == text


def test_words_at_the_border_of_a_block_stay_apart() -> None:
    assert within("<ul><li>Item<table><tr><td>in it</td></tr></table></li></ul>") == "- Item in it"
    assert shown("<blockquote>To be.<cite>Hamlet</cite></blockquote>") == "To be. Hamlet"
    assert shown("<blockquote><p>To be.</p><cite>Hamlet</cite></blockquote>") == "To be.\nHamlet"
    assert shown("<p>“<cite>Hamlet</cite>”</p>") == "“Hamlet”"


def test_a_heading_above_a_form_that_holds_the_text_stays() -> None:
    group = f"<fieldset><legend>You</legend><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></fieldset>"
    text = shown(html(f"<main><h1>Ask for a berth</h1><form>{group}</form></main>"), "trafilatura")
    assert text.split("\n")[0] == "Ask for a berth"


def test_a_form_without_a_text_is_left_out() -> None:
    group = "<form><fieldset><legend>Log in</legend><p>Your name</p></fieldset></form>"
    assert "Your name" not in shown(html(article(group)), "trafilatura")
