"""The features of lines: their names in order, and a table of their values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NEAR = (-3, -2, -1, 1, 2, 3)
"""How many lines on (or back) the neighbours stand that count."""
WINDOWS = (2, 5, 15)
"""How far from a line its surroundings reach."""
SCORE_WINDOWS = (1, 3, 8, 25)
"""The same for scores of the first look."""
SPREAD = ("words", "ends_sentence", "capital_words", "prose", "begins_bullet", "lexicon")
"""What a line's neighbours tell about it."""

SHAPE = (
    "characters", "words",
    "ends_sentence", "ends_colon", "ends_dots", "ends_question", "ends_exclaim", "ends_letter",
    "ends_closer", "ends_digit", "ends_comma",
    "begins_small", "begins_capital", "begins_digit", "begins_bullet", "begins_quote",
    "capitals", "capital_words", "small_words", "without_letters",
    "sentences", "digits", "numbers", "stamps", "commas", "signs", "links", "at_signs",
    "copyright", "bars", "colons", "quotes", "brackets",
    "word_length", "longest_word", "little_words", "years",
)  # fmt: skip
OWN = (*SHAPE, "prose", "lexicon")
"""What a line is by itself."""
VOCABULARY = ("copies", "shared_words", "often_shared", "glue_words", "lonely_words")
AROUND = (
    *(f"{name}{step:+d}" for step in NEAR for name in SPREAD),
    *(
        f"{name}_within_{reach}"
        for reach in WINDOWS
        for name in ("prose_words", "prose_lines", "line_width")
    ),
    "prose_in_5_before", "prose_in_5_after",
    "share_of_prose_before", "share_of_prose_after", "prose_before", "prose_after",
    "position", "lines_before", "lines_after", "document_lines", "share_of_words",
    "document_prose", "document_line_width", "blank_before", "blank_after", "document_blanks",
    "lines_since_prose", "lines_until_prose", "words_since_prose", "words_until_prose",
    "prose_width_back", "prose_width_on", "gap_lines",
    "likeness-1", "likeness+1",
)  # fmt: skip
SAID = (
    "lexicon_knows",
    "over", "over_before", "lines_since_over", "words_since_over", "prose_after_over",
    "over_in_8_before", "over_in_8_after", "over-2", "over-1", "over+1",
    "not_begun", "not_begun_after", "lines_until_not_begun", "words_until_not_begun",
    "not_begun_in_8_before", "not_begun_in_8_after",
)  # fmt: skip
FIRST = (*OWN, *VOCABULARY, *AROUND, *SAID)
"""What the first look sees."""
SECOND = (
    "score", *(f"score{step:+d}" for step in NEAR),
    *(f"{name}_within_{reach}" for reach in SCORE_WINDOWS for name in ("score", "text_score")),
    "staying_before", "staying_after", "share_staying_before", "share_staying_after",
    "document_stays",
    "surest", "sure_lines", "sure_share", "sure_before", "sure_after", "lines_since_sure",
    "lines_until_sure",
    "lack_lines", "in_best_run_lines", "best_run_lines",
    "lack_text", "in_best_run_text", "best_run_text",
)  # fmt: skip
"""What the first look's scores tell the second."""
NAMES = (*FIRST, *SECOND)
ROWS: Mapping[str, int] = {name: row for row, name in enumerate(NAMES)}


class Values(Mapping[str, Floats]):
    """The values of features: `table` has a row for each feature from the one numbered `begin`,
    and a column for each line."""

    def __init__(self, table: Floats, begin: int = 0) -> None:
        self.table = table
        self.begin = begin

    def __getitem__(self, name: str) -> Floats:
        row: Floats = self.table[ROWS[name] - self.begin]
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES[self.begin : self.begin + len(self.table)])

    def __len__(self) -> int:
        return len(self.table)

    def put(self, name: str, part: NDArray[np.generic]) -> None:
        """Sets the values of a feature, or of as many from it on as `part` has rows."""
        row = ROWS[name] - self.begin
        if part.ndim == 1:
            self.table[row] = part
        else:
            self.table[row : row + len(part)] = part


def no_values(names: tuple[str, ...], size: int) -> Values:
    """A table for the values of features that follow each other, of so many lines."""
    return Values(np.empty((len(names), size), np.float32), ROWS[names[0]])
