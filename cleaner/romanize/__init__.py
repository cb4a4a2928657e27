from cleaner.romanize.compile import Form, Matcher, matcher

__all__ = ["Form", "Matcher", "matcher"]
