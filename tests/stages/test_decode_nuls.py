"""NULs in bytes: wide text is read as such, strays do not change a letter, binary is refused."""

import io
import random
import struct
import zipfile
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner.charsets import MARKS
from cleaner.errors import SourceError
from cleaner.stages.decode import decode

TEXTS = {
    "en": ("The bridge is closed until May. Nobody knows why, and nobody asks.", "cp1252"),
    "de": ("Die Brücke ist gesperrt. Größere Züge fahren früher über die Außenstraße.", "cp1252"),
    "fr": ("Le château était fermé à midi, où les élèves déjeûnaient près du fleuve.", "cp1252"),
    "pl": ("Źdźbło trawy leżało na żółtej łące, więc poszliśmy dalej wzdłuż rzeki.", "cp1250"),
    "cs": ("Příliš žluťoučký kůň úpěl ďábelské ódy, když šel přes řeku.", "iso8859-2"),
    "tr": ("Köprü mayıs ayına kadar kapalı, şoförler başka yollardan geçiyor.", "cp1254"),
    "ru": ("Мост закрыт до мая. Никто не знает почему, и никто не спрашивает.", "koi8-r"),
    "uk": ("Міст зачинено до травня. Їхні водії їдуть іншою дорогою, ґанок стоїть.", "cp1251"),
    "el": ("Η γέφυρα είναι κλειστή μέχρι τον Μάιο, και κανείς δεν ξέρει γιατί.", "cp1253"),
    "he": ("הגשר סגור עד חודש מאי, ואיש אינו יודע מדוע. הנהגים נוסעים בדרך אחרת.", "cp1255"),
    "ar": ("الجسر مغلق حتى شهر مايو، ولا أحد يعرف السبب. السائقون يسلكون طريقا آخر.", "cp1256"),
    "th": ("สะพานปิดจนถึงเดือนพฤษภาคม และไม่มีใครรู้ว่าทำไม", "cp874"),
    "hi": ("पुल मई तक बंद है और कोई नहीं जानता कि ऐसा क्यों है।", ""),
    "bn": ("সেতুটি মে মাস পর্যন্ত বন্ধ, কেউ জানে না কেন।", ""),
    "ta": ("பாலம் மே மாதம் வரை மூடப்பட்டுள்ளது, ஏன் என்று யாருக்கும் தெரியாது.", ""),
    "pa": ("ਪੁਲ ਮਈ ਤੱਕ ਬੰਦ ਹੈ ਅਤੇ ਕੋਈ ਨਹੀਂ ਜਾਣਦਾ ਕਿ ਅਜਿਹਾ ਕਿਉਂ ਹੈ।", ""),
    "ka": ("ხიდი დაკეტილია მაისამდე და არავინ იცის რატომ.", ""),
    "ja": ("橋は五月まで閉鎖されています。理由は誰も知りません。\n運転手は別の道を走る。", ""),
    "zh": ("大桥关闭到五月，没有人知道为什么。司机们走另一条路。\n市长没有回答问题。", ""),
    "ko": ("다리는 오월까지 닫혀 있다. 아무도 이유를 모른다. 운전자들은 다른 길로 간다.", ""),
}
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
TRUE_REASONS = ("NUL", "control characters")


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, str]:
    """A stretch of a text, cut at spaces or signs, and the character set of its language."""
    text, charset = TEXTS[draw(st.sampled_from(sorted(TEXTS)))]
    pieces = text.split(" ") if " " in text else list(text)
    first = draw(st.integers(0, len(pieces) - 1))
    last = draw(st.integers(first + 1, len(pieces)))
    joint = " " if " " in text else ""
    end = draw(st.sampled_from(["", "\n", "."]))
    return joint.join(pieces[first:last]) + end, charset


def read(data: bytes) -> str | None:
    """The base, None for a reject, whose reason must be true."""
    try:
        return decode(data, {})[0]
    except SourceError as error:
        assert error.reason == "binary"
        assert any(reason in error.detail for reason in TRUE_REASONS)
        assert "neither UTF-8" not in error.detail
        return None


@settings(deadline=None, max_examples=400)
@given(passages(), st.sampled_from(["utf-8", ""]), st.data())
def test_stray_nuls_never_make_other_letters(
    passage: tuple[str, str], codec: str, data: st.DataObject
) -> None:
    text, charset = passage
    codec = codec or charset or "utf-8"
    written = text.encode(codec)
    # Without NULs, a short passage in a legacy character set may be read as another one: that is
    # the detector's business, and what it says is what NULs must not change.
    plain = decode(written, {})[0]
    for at in data.draw(st.lists(st.integers(0, len(written)), max_size=5)):
        written = written[:at] + b"\0" + written[at:]
    base = read(written)
    assert base is None or base.replace("\0", "") == plain


@settings(deadline=None, max_examples=400)
@given(passages(), st.sampled_from(WIDE), st.booleans())
@example(("Привет", ""), "utf-16-le", False)
@example(("一", ""), "utf-16-le", False)
def test_wide_text_decodes_to_itself(passage: tuple[str, str], codec: str, marked: bool) -> None:
    text = passage[0]
    written = text.encode(codec)
    if marked:
        assert decode(MARKS[codec] + written, {})[0] == text
    elif b"\0" in written:
        assert read(written) in (text, None)


@pytest.mark.parametrize("name", sorted(TEXTS))
@pytest.mark.parametrize("codec", WIDE)
def test_wide_text_of_some_length_is_read(name: str, codec: str) -> None:
    text = TEXTS[name][0] + "\n"
    assert decode(text.encode(codec), {})[0] == text


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_single_bytes_of_some_length_are_read_in_spite_of_nuls(name: str) -> None:
    text, charset = TEXTS[name]
    for codec in {"utf-8", charset or "utf-8"}:
        for at in (0, 7, 20, len(text)):
            torn = text[:at] + "\0" + text[at:] + "\n" + text
            assert read(torn.encode(codec)) == torn


def _png() -> bytes:
    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + head + zlib.compress(bytes(range(256)) * 48)


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "The bridge is closed. " * 50)
    return held.getvalue()


def _noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size) + b"\0"


@pytest.mark.parametrize(
    "data",
    [
        _png(),
        _png()[8:],
        _zip(),
        _zip()[4:],
        *(_noise(seed, 300 + seed) for seed in range(40)),
        struct.pack("<200I", *range(200)),
        struct.pack("<200H", *range(200)),
        struct.pack("<100d", *(number / 7 for number in range(100))),
        b"ustar" + bytes(40) + b"name.txt" + bytes(92),
    ],
)
def test_binary_stays_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, {})
    assert caught.value.reason == "binary"
    assert "neither UTF-8" not in caught.value.detail
