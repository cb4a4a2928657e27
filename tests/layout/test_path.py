"""The best path is the best of all paths."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from cleaner.layout.path import best_path

scores = st.lists(st.integers(-8, 8).map(lambda n: n / 2), min_size=1, max_size=9)


def worth(path, values, change):
    kept = sum(value for value, stays in zip(values, path, strict=True) if stays)
    return kept - change * sum(a != b for a, b in pairwise(path))


@given(scores, st.sampled_from([0.0, 0.5, 1.0, 2.5]))
def test_no_path_is_better(values, change):
    found = best_path(values, change)
    best = max(worth(path, values, change) for path in product([False, True], repeat=len(values)))
    assert worth(found, values, change) == best


def test_a_weak_line_between_strong_ones_stays():
    assert best_path([3.0, -1.0, 3.0]) == [True, True, True]


def test_a_line_of_furniture_between_paragraphs_goes():
    assert best_path([3.0, -4.0, 3.0]) == [True, False, True]


def test_lines_that_nothing_is_known_of_stay():
    assert best_path([0.0, 0.0]) == [True, True]
