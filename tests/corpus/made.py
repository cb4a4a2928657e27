"""Documents made by hand from the nouns alone: no stage has a part in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from cleaner.corpus.commit import Commit, Stamp
from cleaner.corpus.disk import sha256_of
from cleaner.corpus.finish import finish
from cleaner.corpus.layout import COMMITS, MANIFEST
from cleaner.corpus.manifest import write_manifest
from cleaner.corpus.write import ShardWriter
from cleaner.edits import apply
from cleaner.model import (
    Cleaned,
    Decoding,
    Document,
    Edit,
    Language,
    Metadata,
    Note,
    Provenance,
    Reject,
    Share,
    Source,
)

STAMP = Stamp(version="1.2.3", rulebook_digest="r" * 64, settings_digest="s" * 64)
RULES = {"core/comments.yaml": "schema: 1\n", "core/dates.yaml": "schema: 1\n"}


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def cleaned(
    name: str,
    base: str,
    passes: Iterable[Sequence[Edit]] = (),
    language: str = "en",
    metadata: Metadata | None = None,
    notes: Sequence[Note] = (),
    **hints: str,
) -> Cleaned:
    text, log = base, ()
    for edits in passes:
        text, entries = apply(text, edits)
        log += entries
    return Cleaned(
        source=Source(digest(name), f"pages/{name}.txt", base.encode(), hints=hints),
        document=Document(digest(name), base, text, log, tuple(notes)),
        decoding=Decoding("utf-8", "utf-8", 1.0, bom=False, newline="lf"),
        metadata=metadata or Metadata(),
        language=Language(language, "Latn", 0.99, True, (Share(language, "Latn", 1.0),)),
        provenance=Provenance(
            digest(base), digest(base), digest(text), "r" * 64, "s" * 64, "1.2.3", ""
        ),
    )


def rejected(name: str, reason: str = "binary") -> Reject:
    source = Source(digest(name), f"pages/{name}.bin", b"\0\1")
    return Reject(source, "decode", reason, "it holds no text", sha256(b"\0\1").hexdigest(), 2)


def cut(base: str, *junk: str, rule: str = "junk.line", stage: str = "strip") -> list[Edit]:
    """Edits that take these stretches out of a text, each where it first stands."""
    return [Edit(stage, rule, base.index(old), base.index(old) + len(old), old, "") for old in junk]


def documents() -> list[Cleaned]:
    """A few documents with something in every column that is filled today."""
    news = "Home\n\nPutin said 😀 so.\nShare this\n"
    rtl = "مشاركة\nقال الرئيس إن المحادثات كانت جيدة.\n\x00"
    title = Metadata(
        title="So he said",
        author="A. Person",
        agency="AP",
        dateline="Seoul, Sep 17",
        date="2023-09",
        date_precision="month",
        url="https://example.com/a?b=1",
        retrieved="2023-09-18T10:00",
        site="Example",
        breadcrumb="World > Asia",
        captions=("One.", "İstanbul: two."),
        extra={"b": "2", "a": "ß"},
    )
    notes = [
        Note("capture.title", 0, 0, "So he said", "meta.title"),
        Note("flag", 0, 5, "odd", "mt.calque"),
        Note("yielded", 1, 1, "max_removed", "junk.list"),
        Note("language", 0, 5, "en", "py3langid"),
    ]
    passes = [cut(news, "Home\n\n", "Share this\n"), [Edit("repair", "typo.x", 0, 5, "Putin", "P")]]
    return [
        cleaned("news", news, passes, "en", title, notes, source="gazette", added="2024-01-01"),
        cleaned("rtl", rtl, [cut(rtl, "مشاركة\n", "\x00")], "ar", Metadata(title="")),
        cleaned("empty", "", language="und"),
        cleaned("norsk", "Hun gikk hjem.\n", language="no"),
        cleaned("same", "Nothing to do here.\n", created="2020"),
    ]


def write(
    out: Path,
    kept: Sequence[Cleaned],
    rejects: Sequence[Reject] = (),
    shard: int = 0,
    stamp: Stamp = STAMP,
) -> Commit:
    with ShardWriter(out, shard, stamp, f"{shard:064d}") as writer:
        writer.add(kept, rejects)
        return writer.commit(len(kept) + len(rejects))


def corpus(out: Path, stamp: Stamp = STAMP) -> Path:
    """A finished corpus of two shards."""
    made = documents()
    write(out, made[:3], [rejected("bad")], 0, stamp)
    write(out, made[3:], [rejected("worse", "empty"), rejected("worst")], 1, stamp)
    finish(out, RULES)
    return out


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def change_rows(out: Path, path: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Rewrites a file of the corpus with its rows changed, and makes the records agree with it,
    so that only what the rows say is wrong."""
    table = pq.read_table(out / path, partitioning=None)
    rows = table.to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, table.schema), out / path)
    reseal(out, path)


def reseal(out: Path, path: str) -> None:
    """Makes commit record and manifest agree with the bytes of a file."""

    def sealed(commit: Commit) -> Commit:
        outputs = tuple(
            replace(o, bytes=(out / path).stat().st_size, sha256=sha256_of(out / path))
            if o.path == path
            else o
            for o in commit.outputs
        )
        return replace(commit, outputs=outputs)

    change_commits(out, sealed)


def change_commits(out: Path, change: Callable[[Commit], Commit]) -> None:
    """Rewrites every commit record, and the manifest to agree with them."""
    for record in (out / COMMITS).iterdir():
        record.write_bytes(change(Commit.from_bytes(record.read_bytes())).to_bytes())
    if (out / MANIFEST).exists():
        write_manifest(out)


TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("ab \n\x00\r\u0301İßı😀👩\u200d\u202eשلم漢"),
    ),
    max_size=60,
)


@st.composite
def logs(draw: st.DrawFn, base: str) -> list[list[Edit]]:
    """Up to three passes of edits that do not overlap."""
    text, passes = base, []
    for number in range(draw(st.integers(0, 3))):
        places = draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted))
        edits = [
            Edit(f"stage{number}", draw(st.sampled_from(["a.b", "c"])), a, b, text[a:b], draw(TEXT))
            for a, b in zip(places[::2], places[1::2], strict=False)
        ]
        passes.append(edits)
        text, _ = apply(text, edits)
    return passes


@st.composite
def many(draw: st.DrawFn) -> list[Cleaned]:
    """Some documents in some languages, long ones among them, each with its log."""
    made = []
    for number in range(draw(st.integers(0, 6))):
        base = draw(TEXT) * draw(st.sampled_from([1, 1, 1, 300]))
        extra = draw(st.dictionaries(TEXT, TEXT, max_size=2))
        metadata = Metadata(
            title=draw(st.none() | TEXT),
            captions=tuple(draw(st.lists(TEXT, max_size=2))),
            extra=extra,
        )
        language = draw(st.sampled_from(["en", "no", "und", "zh-Hant"]))
        passes = draw(logs(base))
        made.append(cleaned(str(number), base, passes, language, metadata))
    return made
