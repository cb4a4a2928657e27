"""What characters are to the layout."""

import pytest

from cleaner.layout import signs


def bits(char: str) -> int:
    kinds = signs.kinds()
    return int(kinds.bits[kinds.of[min(ord(char), signs.BEYOND)]])


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("A", signs.LETTER | signs.UPPER),
        ("ß", signs.LETTER | signs.LOWER),
        ("ǅ", signs.LETTER | signs.UPPER),
        ("ª", signs.LETTER),
        ("٣", signs.LETTER | signs.DIGIT),
        ("½", signs.LETTER),
        ("一", signs.LETTER | signs.DENSE),
        ("の", signs.LETTER | signs.DENSE),
        ("한", signs.LETTER),
        ("ก", signs.LETTER | signs.DENSE | signs.THAI),
        ("฿", signs.THAI),
        ("\u0301", signs.LETTER),
        ("\u0488", 0),
        ("、", signs.COMMA),
        ("\n", signs.BREAK),
        ("\t", signs.SPACE | signs.CELL),
        ("\u00a0", signs.SPACE),
        ("\ufeff", signs.SPACE),
        ("|", signs.SIGN | signs.BAR | signs.CELL),
        (".", signs.ENDER | signs.JOINER),
        ("“", signs.OPENER | signs.CLOSER | signs.QUOTE),
        ("@", signs.SIGN | signs.AT),
        ("(", signs.OPENER | signs.BRACKET),
        ("$", signs.SIGN),
        ("\ud800", 0),
        ("😀", 0),
    ],
)
def test_bits(char: str, expected: int) -> None:
    assert bits(char) == expected


@pytest.mark.parametrize(
    ("char", "small"),
    [
        ("A", "a"),
        ("É", "é"),
        ("ß", "ß"),
        ("İ", "i"),
        ("ı", "ı"),
        ("7", "0"),
        ("٣", "0"),
        ("一", "一"),
    ],
)
def test_letters_are_small_and_digits_zero(char: str, small: str) -> None:
    assert signs.letter_table()[ord(char)] == ord(small)


@pytest.mark.parametrize("char", [" ", "-", "|", "\n"])
def test_other_characters_are_nothing(char: str) -> None:
    assert signs.letter_table()[ord(char)] == 0
