"""What language a text is in: `Detector().detect(text)`."""

from cleaner.language.detect import Detector

__all__ = ["Detector"]
