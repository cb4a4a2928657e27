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
    return text.replace("'", "’").replace(" - ", " – ") if encoding.startswith("cp") else text


@pytest.mark.parametrize(("name", "encoding"), TABLE)
def test_language_in_a_legacy_encoding(name: str, encoding: str) -> None:
    text = written(name, encoding)
    data = text.encode(encoding)
    base, how = decode(data, {})
    assert base == text
    assert how.by == ("detector" if not data.isascii() or b"\x1b" in data else "utf-8")
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


def test_one_stray_nul_is_no_reason_to_refuse() -> None:
    for text in ("A text with one\0NUL in it.", "Текст с одним\0нулём."):
        base, how = decode(text.encode(), {})
        assert (base, how.by) == (text, "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04 some names",
        b"%PDF-1.7\nplain so far",
        b"\x1f\x8b\x08",
        b"\x7fELF\x02",
        b"\xff\xd8\xff\xe0",
        b"text with caf\xe9 and \0 in it",
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
