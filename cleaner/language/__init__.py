"""What language a text is in: `Detector().detect(text)`, or with another of `detector(name)`."""

from cleaner.language.detect import Detector
from cleaner.language.others import detector

__all__ = ["Detector", "detector"]
