"""The decode stage: what was written comes back, and what is no text is refused."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner.charsets import MARKS, codec_of
from cleaner.errors import SourceError
from cleaner.model import Decoding
from cleaner.stages.decode import DETECTOR_BYTES, decode, encode_again

CASES = Path(__file__).parents[1] / "cases" / "decode"
TABLE = [line.split("\t") for line in (CASES / "encodings.tsv").read_text().splitlines()]


def written(name: str, encoding: str) -> str:
    """The text of a case; code pages of Windows get the typography that only they have."""
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return text.replace("'", "’").replace(" - ", " – ") if encoding.startswith("cp12") else text


@pytest.mark.parametrize(("name", "encoding"), TABLE)
def test_language_in_a_legacy_encoding(name: str, encoding: str) -> None:
    text = written(name, encoding)
    data = text.encode(encoding)
    base, how = decode(data, {})
    assert base == text
    plain = data.isascii() and not {0, 0x1B} & set(data)
    assert how.by == ("utf-8" if plain else "detector")
    assert encode_again(base, how) == data


@pytest.mark.parametrize(("name", "encoding"), TABLE)
def test_the_same_when_declared(name: str, encoding: str) -> None:
    text = written(name, encoding)
    base, how = decode(text.encode(encoding), {"charset": encoding})
    assert (base, how.by) == (text, "declared")


@pytest.mark.parametrize(("name", "encoding"), TABLE)
def test_a_wrong_declaration_does_no_harm(name: str, encoding: str) -> None:
    text = written(name, "utf-8")
    assert decode(text.encode(), {"charset": encoding})[0] == text


@pytest.mark.parametrize(("name", "encoding"), TABLE)
@pytest.mark.parametrize("declared", ["ascii", "utf-8", "no-such", "base64", "unicode_escape", ""])
def test_a_declaration_that_cannot_be_goes_on(name: str, encoding: str, declared: str) -> None:
    text = written(name, encoding)
    assert decode(text.encode(encoding), {"charset": declared})[0] == text


LABELS = (
    '<meta charset="{}">',
    "<META CHARSET={} />",
    '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "<meta content='text/html;charset={}' http-equiv=content-type>",
    "<!-- <meta charset='utf-16'> --><meta name='x' content='y'><meta charset=' {} '>",
    '<?xml version="1.0" encoding="{}"?><html>',
)
NARROW = [row for row in TABLE if not row[1].startswith(("utf-16", "iso-2022"))]


@pytest.mark.parametrize(("name", "encoding"), NARROW)
@pytest.mark.parametrize("label", LABELS)
def test_a_page_declares_its_character_set(name: str, encoding: str, label: str) -> None:
    page = f"{label.format(encoding)}<p>{written(name, encoding)}</p>"
    base, how = decode(page.encode(encoding), {"format": "html"})
    assert base == page
    assert how.by == ("declared" if not page.encode(encoding).isascii() else how.by)


def test_the_header_comes_before_the_page_and_the_bytes_before_both() -> None:
    page = '<meta charset="iso-8859-2"><p>Größe, Wärme, süße Äpfel</p>'
    hints = {"format": "html", "charset": "windows-1252"}
    assert decode(page.encode("cp1252"), hints)[1].encoding == "cp1252"
    assert decode(page.encode(), hints)[1].encoding == "utf-8"
    unknown = {"format": "html", "charset": "no-such"}
    assert decode(page.encode("iso-8859-2"), unknown)[1].encoding == "iso8859-2"


def test_a_text_that_is_no_page_declares_nothing() -> None:
    text = '<meta charset="koi8-r"> stands here, naïve café'
    assert decode(text.encode("cp1252"), {})[0] == text


@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "unicode", "ucs-2", "utf-32"])
def test_a_page_that_says_utf_16_and_is_not(label: str) -> None:
    page = f'<meta charset="{label}"><p>Größe</p>'
    assert decode(page.encode(), {"format": "html"})[0] == page


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"),
        ("ISO-8859-9", "cp1254"),
        ("gb2312", "gb18030"),
        ("GB_2312-80", "gb18030"),
        ("x-gbk", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("windows-31j", "cp932"),
        ("x-euc-jp", "euc_jp"),
        ("ks_c_5601-1987", "cp949"),
        ("euc-kr", "cp949"),
        ("windows-949", "cp949"),
        ("big5", "big5hkscs"),
        ("Big5-HKSCS", "big5hkscs"),
        ("x-x-big5", "big5hkscs"),
        ("windows-874", "cp874"),
        ("tis-620", "cp874"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("macintosh", "mac-roman"),
        ("koi8-ru", "koi8-u"),
        ("iso-8859-8-i", "iso8859-8"),
        ("x-cp1251", "cp1251"),
        ("unicode-1-1-utf-8", "utf-8"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str) -> None:
    assert codec_of(label) == codec


def test_a_few_bad_bytes_do_not_overrule_the_declaration() -> None:
    text = written("ja", "shift_jis")
    data = bytearray(text.encode("shift_jis"))
    data[-20:-20] = b"\xfd"
    base, how = decode(bytes(data), {"charset": "shift_jis"})
    assert (how.by, how.encoding, how.replaced) == ("declared", "cp932", 1)
    assert base[:300] == text[:300]


@pytest.mark.parametrize("name", ["ru", "ja", "de", "en"])
def test_a_bad_byte_behind_a_mark_is_replaced(name: str) -> None:
    text = written(name, "utf-8")
    for data in (text.encode() + b"\xff", b"\xe9" + text.encode(), text.encode()[:-1] + b"\xf0"):
        base, how = decode(MARKS["utf-8"] + data, {})
        assert (how.by, how.replaced) == ("bom", 1)
        assert base.strip("\ufffd")[:200] == text[:200]


@pytest.mark.parametrize(
    ("name", "encoding"), [("ru", "cp1251"), ("ja", "euc-jp"), ("fr", "cp1252")]
)
def test_a_mark_before_what_is_not_utf8_says_nothing(name: str, encoding: str) -> None:
    text = written(name, encoding)
    assert decode(MARKS["utf-8"] + text.encode(encoding), {})[0] == text


def test_two_marks_that_are_both_untrue_are_refused() -> None:
    with pytest.raises(SourceError):
        decode(MARKS["utf-8"] * 2 + b"\xff\xfe\xff\xfe\xfd" * 9, {})


CASE_FOR_LATIN = [
    "café",
    "Price: £5 or 10 €",
    "It’s a test",
    "Le café était fermé à midi",
    "naïve résumé of Zoë",
    "Straße",
    "El niño comió piñas",
    "“Quoted” text – with dashes … and more",
    "Größe: 5 µm ± 2 °C",
    "São Paulo, 12 de março",
    "© 2023 Company™",
]


@pytest.mark.parametrize("text", CASE_FOR_LATIN)
def test_short_western_text_is_cp1252(text: str) -> None:
    base, how = decode(text.encode("cp1252"), {})
    assert (base, how.encoding, how.replaced) == (text, "cp1252", 0)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет, мир", "cp1251"),
        ("Новости дня", "koi8-r"),
        ("日本語です", "shift_jis"),
        ("ニュース", "euc-jp"),
        ("新聞", "big5"),
        ("한국", "euc-kr"),
        ("Ελλάδα", "cp1253"),
        ("שלום", "cp1255"),
    ],
)
def test_short_text_of_another_script_is_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), {})[0] == text


def test_latin_1_means_cp1252() -> None:
    for label in ("latin-1", "ISO-8859-1", "l1", " 'cp1252' "):
        assert codec_of(label) == "cp1252"
    base, how = decode("It’s “so”".encode("cp1252"), {"charset": "iso-8859-1"})
    assert (base, how.by, how.encoding) == ("It’s “so”", "declared", "cp1252")


@pytest.mark.parametrize(
    "label", ["rot13", "hex", "idna", "punycode", "utf-7", "undefined", "a\0b", "x" * 500, "é"]
)
def test_labels_of_no_character_set_are_unknown(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Hello world.\nTwo",
        "Привет, мир. Это текст.",
        "中文测试文本\n第二行",
        "日本 です 😀 はい、 そう\n",
    ],
)
def test_wide_encodings_without_a_mark(text: str, encoding: str) -> None:
    base, how = decode(text.encode(encoding), {})
    assert (base, how.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "text",
    [
        "A text with one\0NUL in it.",
        "Текст с одним\0нулём.",
        "\0Die Brücke ist ge\0sper\0rt.\n",
        "Die Brücke\0 ist gesperrt.\n",
        "图书馆\0开放了。\n",
    ],
)
def test_stray_nuls_stay_in_the_base_of_utf8(text: str) -> None:
    for hints in ({}, {"charset": "utf-8"}, {"charset": "utf-16"}):
        base, how = decode(text.encode(), hints)
        assert (base, how.encoding) == (text, "utf-8")
        assert encode_again(base, how) == text.encode()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die Brücke\0 ist gesperrt.\n", "cp1252"),
        ("Die Brücke \0ist gesperrt.\n", "cp1252"),
        ("Le café\0 est ferm\0é\0.", "cp1252"),
        ("Мост закрыт \0до мая, говорит мэр города.", "cp1251"),
        ("Η γέφυρα είναι\0 κλειστή μέχρι τον Μάιο.", "iso8859-7"),
    ],
)
def test_stray_nuls_do_not_make_wide_text_of_single_bytes(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    base, how = decode(data, {})
    assert (base, how.encoding) == (text, encoding)
    assert encode_again(base, how) == data


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04 some names",
        b"%PDF-1.7\nplain so far",
        b"\x1f\x8b\x08",
        b"\x7fELF\x02",
        b"\xff\xd8\xff\xe0",
        b"text with caf\xe9" + bytes(9) + b" in it",
        b"\x00\x01\x02\x03\x04\x05\x06\x07",
        bytes(range(256)) * 4,
        b"\x01\x02 mostly \x03\x04 controls \x05\x06",
        b"\xff\xfe" + bytes([0, 0xD8]) * 50,
        bytes(100),
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, {})
    assert caught.value.reason == "binary"


@pytest.mark.parametrize("data", [b"", "", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff"])
def test_nothing_is_refused(data: bytes | str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, {})
    assert caught.value.reason == "empty"


def test_fallback_counts_what_it_replaces() -> None:
    base, how = decode(b"Le caf\xe9 \x81 \x9d", {})
    assert base == "Le café \ufffd \ufffd"
    assert (how.encoding, how.by, how.replaced) == ("cp1252", "fallback", 2)
    with pytest.raises(ValueError, match="2 characters"):
        encode_again(base, how)


def test_utf8_with_a_little_damage_stays_utf8() -> None:
    text = written("ru", "utf-8")
    base, how = decode(text.encode()[:-2] + b"\xd0", {})
    assert base == text[:-2] + "\ufffd"
    assert (how.encoding, how.replaced) == ("utf-8", 1)
    genuine, how = decode("a \ufffd b é".encode(), {})
    assert (genuine, how.replaced) == ("a \ufffd b é", 0)


def test_what_tells_may_stand_late_in_a_big_file() -> None:
    plain = "A line that is plain.\n" * (DETECTOR_BYTES // 10)
    for text in (plain + written("ru", "koi8-r"), "word " * DETECTOR_BYTES + "Привет, мир, дело"):
        assert decode(text.encode("koi8-r"), {})[0] == text


def test_surrogates_of_a_decoded_text() -> None:
    base, how = decode("a\ud83d\ude00b\ud800c\udc00", {})
    assert base == "a😀b\ufffdc\ufffd"
    assert (how.by, how.replaced) == ("text", 2)


@pytest.mark.parametrize(
    ("data", "base", "newline"),
    [
        ("a", "a", "none"),
        ("a\nb\n", "a\nb\n", "lf"),
        ("a\r\nb\r\n", "a\nb\n", "crlf"),
        ("a\rb\r", "a\nb\n", "cr"),
        ("a\r\nb\n", "a\r\nb\n", "mixed"),
        ("a\n\rb", "a\n\rb", "mixed"),
        ("a\r\r\n", "a\r\r\n", "mixed"),
    ],
)
def test_line_ends(data: str, base: str, newline: str) -> None:
    for form in (data, data.encode(), data.encode("utf-16")):
        got, how = decode(form, {})
        assert (got, how.newline) == (base, newline)


def test_byte_order_mark_outranks_the_declaration() -> None:
    base, how = decode("é".encode("utf-8-sig"), {"charset": "cp1252"})
    assert (base, how) == ("é", Decoding("utf-8", "bom", 1.0, True, "none"))


# Prose of any script: what a file can hold, without control characters.
PROSE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]) | st.sampled_from(" \n\t"),
    min_size=1,
)
MARKED = st.sampled_from(sorted(MARKS))
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(deadline=None)
@given(PROSE, MARKED, ENDS)
def test_round_trip_with_a_mark(text: str, codec: str, end: str) -> None:
    data = MARKS[codec] + text.replace("\n", end).encode(codec)
    base, how = decode(data, {})
    assert how.bom
    assert base == text
    assert encode_again(base, how) == data


@settings(deadline=None)
@given(PROSE, ENDS, st.booleans())
@example("\ufeff\ufeffa", "\n", False)
def test_round_trip_of_utf8_and_of_text(text: str, end: str, as_text: bool) -> None:
    written_text = text.replace("\n", end)
    if written_text == "\ufeff":
        return
    data = written_text.encode()
    if data.startswith((b"PK\x03", b"%PDF-")):
        return
    base, how = decode(written_text if as_text else data, {})
    assert base == text.removeprefix("\ufeff")
    assert encode_again(base, how) == data


@settings(deadline=None)
@given(st.text(st.sampled_from("abcdefgh éàüñß’“”–…€.,\n"), min_size=1), ENDS)
def test_round_trip_of_cp1252(text: str, end: str) -> None:
    data = text.replace("\n", end).encode("cp1252")
    base, how = decode(data, {"charset": "windows-1252"})
    assert encode_again(base, how) == data


@settings(deadline=None, max_examples=300)
@given(st.binary(min_size=1), st.sampled_from(["", "utf-8", "cp1251", "shift_jis", "utf-16"]))
def test_any_bytes_become_a_base_or_a_reject(data: bytes, charset: str) -> None:
    try:
        base, how = decode(data, {"charset": charset})
    except SourceError as error:
        assert error.reason in ("binary", "empty")
        return
    assert not any(unicodedata.category(c) == "Cs" for c in base)
    if not how.replaced and not how.encoding.startswith(("iso2022", "hz")):
        assert encode_again(base, how).decode(how.encoding) is not None


@given(st.text(st.characters(), min_size=1))
def test_any_text_becomes_a_base(text: str) -> None:
    if text == "\ufeff":
        return
    base, how = decode(text, {})
    assert how.by == "text"
    base.encode()
