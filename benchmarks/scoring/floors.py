"""The floors: scores that this project has reached and may not fall below."""

from __future__ import annotations

from pathlib import Path

from scoring.cleaners import cleaner
from scoring.score import Result, run
from scoring.tracks import load

FLOORS = Path(__file__).parent / "floors.tsv"
ABOVE = frozenset(("lost", "kept", "ratio"))
"""Measures for which the figure is a ceiling. `ratio` is CPU time as a share of that of
trafilatura with its defaults, in turns on the same pages."""


def check(devset: Path) -> int:
    """Prints every floor with what was measured; 1 if one was missed, else 0."""
    missed = 0
    measured: dict[tuple[str, str, int], dict[str, float]] = {}
    for line in FLOORS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        track, name, part, kinds, measure, figure = line.split("\t")
        key = (f"{track} {kinds}", name, int(part))
        if key not in measured:
            measured[key] = _measure(devset, track, name, int(part), kinds)
        value = measured[key][measure]
        bad = value > float(figure) if measure in ABOVE else value < float(figure)
        missed += bad
        bound = "at most" if measure in ABOVE else "at least"
        print(
            f"{'MISSED' if bad else 'ok':6} {track:6} {kinds:8} {name:24} {measure:6} "
            f"{value:.4f}, {bound} {figure}"
        )
    return int(missed > 0)


def _measure(devset: Path, track: str, name: str, part: int, kinds: str) -> dict[str, float]:
    pages = load(devset, track, [] if kinds == "all" else kinds.split(","))[::part]
    names = [name, "trafilatura"] if track == "html" else [name]
    ours, *others = run(pages, {each: cleaner(each, track) for each in names})
    found = {"words": ours.words, "f1": ours.f1, "lost": ours.lost or 0.0, "kept": ours.kept or 0.0}
    for other in others:
        found["over"] = ours.words - other.words
        found["ratio"] = _seconds(ours) / _seconds(other)
    return found


def _seconds(result: Result) -> float:
    return result.seconds or 0.0
