"""A sentence in both languages, for pure modules that know neither the reader nor the settings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """What is said to people, in Chinese and in English; the page chooses."""

    zh: str
    en: str

    def in_language(self, code: str) -> str:
        """The text for a language code such as ``zh-hans`` or ``en``."""
        return self.zh if code.lower().startswith("zh") else self.en

    def as_data(self) -> dict[str, str]:
        """Plain JSON: ``{"zh": ..., "en": ...}``."""
        return {"zh": self.zh, "en": self.en}


class UnreadableError(ValueError):
    """Something given cannot be read; ``sentence`` says in both languages what is wrong with it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
