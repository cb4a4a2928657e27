"""The character set of a file of records: wide where it is, and not for a stray NUL."""

import pytest

from cleaner.sources.encoding import encoding_of

TABLES = [
    "name,town,n\nAnna Lee,Brück,12\nBob,Kyïv,7\n",
    "名,市\n安娜,北京\n鲍勃,上海\n",
    "имя,город\nАнна,Киев\n",
    "1,2\n3,4\n",
    "ਨਾਮ,ਸ਼ਹਿਰ\n" + "ਅੰਨਾ,ਦਿੱਲੀ\n" * 4,
]


@pytest.mark.parametrize("text", TABLES)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_wide_files_are_told_without_a_mark(text: str, codec: str, cut: int) -> None:
    data = text.encode(codec)
    assert encoding_of(data[: len(data) - cut]) == (codec, 0)


@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\0\n3,4\n",
        "a,b\0\n",
        "\0a,b\n1,2\n",
        "name,town\nAnna\0,Berlin\n",
        "name,town\nZoë\0,Brück\0\nJürgen\0,Köln\n",
        "id,n\n1,2\n3\0,4\n5,6\n",
        "one line with a stray \0\nand another one\n",
    ],
)
def test_a_stray_nul_makes_no_file_wide(text: str, codec: str) -> None:
    expected = "utf-8" if text.isascii() else codec
    assert encoding_of(text.encode(codec)) == (expected, 0)
