"""The columns of a corpus: one explicit, versioned Arrow schema, never inferred from data.

Names follow FineWeb and Dolma where they have one. `null` in a column says "not looked for", an
empty list "looked for, none there". Offsets are code points.
"""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa

SCHEMA_VERSION = "1"
"""Changes with every change of a column's name, type, place or meaning."""


class Column(NamedTuple):
    """One column: its name, its Arrow type and what stands in it."""

    name: str
    type: pa.DataType
    about: str


def _list(item: pa.DataType) -> pa.DataType:
    # Parquet calls a list's items "element"; saying so here keeps written and read schema equal.
    return pa.list_(pa.field("element", item))


def _struct(**fields: pa.DataType) -> pa.DataType:
    return pa.struct(list(fields.items()))


_TEXT, _COUNT, _NUMBER, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()

EDIT = _struct(stage=_TEXT, rule=_TEXT, start=_COUNT, end=_COUNT, old=_TEXT, new=_TEXT)
CAPTURE = _struct(key=_TEXT, value=_TEXT, rule=_TEXT, start=_COUNT, end=_COUNT)
FLAG = _struct(kind=_TEXT, start=_COUNT, end=_COUNT, value=_TEXT, rule=_TEXT)
DECODING = _struct(by=_TEXT, confidence=_NUMBER, bom=_FLAG, newline=_TEXT, replaced=_COUNT)
LANGUAGE_SHARE = _struct(language=_TEXT, script=_TEXT, share=_NUMBER)
MEASUREMENT = _struct(
    start=_COUNT,
    end=_COUNT,
    surface=_TEXT,
    modifier=_TEXT,
    kind=_TEXT,
    value=_TEXT,
    value_high=_TEXT,
    number=_NUMBER,
    number_high=_NUMBER,
    unit=_TEXT,
    dimension=_TEXT,
    si_value=_NUMBER,
    si_value_high=_NUMBER,
    si_unit=_TEXT,
    conversion_of=_COUNT,
    conversion_status=_TEXT,
    ambiguous=_FLAG,
)
NAME = _struct(
    start=_COUNT,
    end=_COUNT,
    original=_TEXT,
    canonical=_TEXT,
    kind=_TEXT,
    scheme=_TEXT,
    rule=_TEXT,
)
QUALITY = _struct(
    words=_COUNT,
    sentences=_COUNT,
    stop_words=_COUNT,
    mean_word_length=_NUMBER,
    alphabetic_word_share=_NUMBER,
    hash_word_ratio=_NUMBER,
    ellipsis_word_ratio=_NUMBER,
    newline_word_ratio=_NUMBER,
    bullet_line_share=_NUMBER,
    ellipsis_line_share=_NUMBER,
    short_line_share=_NUMBER,
    terminal_punctuation_line_share=_NUMBER,
    javascript_lines=_COUNT,
    curly_bracket=_FLAG,
    lorem_ipsum=_FLAG,
    duplicate_line_share=_NUMBER,
    duplicate_line_char_share=_NUMBER,
    duplicate_paragraph_share=_NUMBER,
    duplicate_paragraph_char_share=_NUMBER,
    **{f"top_{n}gram_char_share": _NUMBER for n in (2, 3, 4)},
    **{f"duplicate_{n}gram_char_share": _NUMBER for n in (5, 6, 7, 8, 9, 10)},
)

COLUMNS = (
    Column("id", _TEXT, "Unique and stable: made from where the document comes from, not when."),
    Column("text", _TEXT, "The cleaned text."),
    Column(
        "source",
        _TEXT,
        "The collection: what the input calls its `source`, else the file of records, else the "
        "folder the file lies in.",
    ),
    Column("added", _TEXT, "When the input says it was collected; null if it does not say."),
    Column("created", _TEXT, "When the input says it was made; null if it does not say."),
    Column("url", _TEXT, "Address of the page."),
    Column("title", _TEXT, "Headline."),
    Column("author", _TEXT, "Byline, without the word by."),
    Column("date", _TEXT, "Date of publication, ISO 8601, as precise as the source was."),
    Column("date_precision", _TEXT, "`year`, `month`, `day`, `minute` or `second`."),
    Column("agency", _TEXT, "News agency."),
    Column("dateline", _TEXT, "Place and date the report opens with."),
    Column("retrieved", _TEXT, "When the page was looked at, ISO 8601; never its publication."),
    Column("site", _TEXT, "Name of the site."),
    Column("breadcrumb", _TEXT, "Path of sections the page shows."),
    Column("captions", _list(_TEXT), "Captions of pictures."),
    Column("language", _TEXT, "BCP 47 code; `und` when it cannot be told. Names the folder too."),
    Column("language_script", _TEXT, "ISO 15924 code of the script most letters are in."),
    Column("language_score", _NUMBER, "How sure the language is, from 0 to 1."),
    Column(
        "language_reliable",
        _FLAG,
        "Whether a model was sure of it, two agreed, or its script left no choice.",
    ),
    Column(
        "languages",
        _list(LANGUAGE_SHARE),
        "Share of the letters in each language, the largest first.",
    ),
    Column("file_path", _TEXT, "The file or stream the document was read from."),
    Column("locator", _TEXT, "Where in that file it stands; empty for a whole file."),
    Column("encoding", _TEXT, "Codec the bytes were decoded with."),
    Column(
        "decoding",
        DECODING,
        "How: who chose the codec, how sure, whether a byte-order mark was taken off, what line "
        "ends were, how many characters could not be decoded.",
    ),
    Column("extractor", _TEXT, "What took the text out of the page; empty for plain text."),
    Column("raw_sha256", _TEXT, "SHA-256 of the bytes that were read."),
    Column("base_sha256", _TEXT, "SHA-256 of the text before cleaning, in UTF-8."),
    Column("text_sha256", _TEXT, "SHA-256 of `text`, in UTF-8."),
    Column("n_chars_raw", _COUNT, "Characters of the text before cleaning."),
    Column("n_chars", _COUNT, "Characters of `text`."),
    Column(
        "edits",
        _list(EDIT),
        "The log of everything that was changed; null with `--provenance none`, each `old` null "
        "with `--provenance spans`.",
    ),
    Column("captures", _list(CAPTURE), "Which rule took each metadata value, and where."),
    Column("flags", _list(FLAG), "Suspicions, and rules that stood back (`yielded`)."),
    Column("measurements", _list(MEASUREMENT), "Quantities: as written, as numbers, in SI."),
    Column("names", _list(NAME), "Names: as they stood, and in one spelling."),
    Column("quality", QUALITY, "The signals that Gopher, C4 and FineWeb filter by."),
    Column("duplicate_of", _TEXT, "`id` of the document this one repeats."),
    Column("metadata", _TEXT, "Everything else the input or the page said, as JSON."),
)

REJECT_COLUMNS = (
    Column("id", _TEXT, "Unique and stable, as in the corpus."),
    Column("source", _TEXT, "The collection, as in the corpus."),
    Column("file_path", _TEXT, "The file or stream the document is in."),
    Column("locator", _TEXT, "Where in that file it stands; empty for a whole file."),
    Column("stage", _TEXT, "The stage that refused it."),
    Column("reason", _TEXT, "Why, as one short stable word."),
    Column("detail", _TEXT, "Why, as a sentence."),
    Column("raw_sha256", _TEXT, "SHA-256 of its bytes; empty if they could not be read."),
    Column("n_bytes", _COUNT, "How many bytes it has."),
)

LATER = frozenset({"quality", "duplicate_of"})
"""Columns whose stages do not exist yet; they are null in every row."""

NEVER_NULL = (
    "id",
    "text",
    "source",
    "captions",
    "language",
    "language_script",
    "language_score",
    "language_reliable",
    "languages",
    "file_path",
    "locator",
    "encoding",
    "decoding",
    "extractor",
    "raw_sha256",
    "base_sha256",
    "text_sha256",
    "n_chars_raw",
    "n_chars",
    "captures",
    "flags",
)
"""Columns that have a value in every row."""

SCHEMA = pa.schema([(column.name, column.type) for column in COLUMNS])
REJECTS_SCHEMA = pa.schema([(column.name, column.type) for column in REJECT_COLUMNS])

FEW_VALUES = (
    "source",
    "date_precision",
    "agency",
    "site",
    "language",
    "language_script",
    "encoding",
    "extractor",
    "stage",
    "reason",
    "decoding.by",
    "decoding.newline",
    "languages.list.element.language",
    "languages.list.element.script",
    "edits.list.element.stage",
    "edits.list.element.rule",
    "captures.list.element.key",
    "captures.list.element.rule",
    "flags.list.element.kind",
    "flags.list.element.rule",
    "measurements.list.element.kind",
    "measurements.list.element.unit",
    "measurements.list.element.dimension",
    "measurements.list.element.si_unit",
    "measurements.list.element.conversion_status",
    "names.list.element.kind",
    "names.list.element.scheme",
    "names.list.element.rule",
)
"""Parquet paths of the columns with few distinct values: only these are dictionary-encoded."""


def type_name(kind: pa.DataType) -> str:
    """A type the way the documentation writes it: `list<struct<rule string, ...>>`."""
    if pa.types.is_list(kind):
        return f"list<{type_name(kind.value_type)}>"
    if pa.types.is_struct(kind):
        fields = ", ".join(f"{field.name} {type_name(field.type)}" for field in kind)
        return f"struct<{fields}>"
    return str(kind)


def column_table(columns: tuple[Column, ...] = COLUMNS) -> str:
    """The columns as a Markdown table, as it stands in `docs/corpus.md`."""
    rows = [f"| `{name}` | `{type_name(kind)}` | {about} |" for name, kind, about in columns]
    return "\n".join(["| column | type | what it is |", "|---|---|---|", *rows])
