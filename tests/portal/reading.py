"""How hard an English text is to read: the grade of Flesch and Kincaid, with syllables counted by the usual rules."""

import re

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
SENTENCE_END = re.compile(r"[.!?:](?:\s|$)")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\{?\s*\w+\s*\}?\}")
SPOKEN_ENDINGS = re.compile(r"(?:[^aeiouy]le|[aeiouy]e)$")


def syllables(word: str) -> int:
    """Count the syllables: groups of vowels, without an e that is not spoken at the end."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not SPOKEN_ENDINGS.search(plain)
    silent = silent or bool(re.search(r"[^aeiouytd]ed$", plain)) or bool(re.search(r"[^aeiouysxzcg]es$", plain))
    return max(1, groups - silent)


def words(text: str) -> list[str]:
    """Give the words; what is filled in later is read as one short word."""
    return WORD.findall(PLACEHOLDER.sub("ten", text))


def grade(text: str) -> float:
    """Give the years at school that a reader needs."""
    read = words(text)
    sentences = max(1, len(SENTENCE_END.findall(PLACEHOLDER.sub("ten", text))))
    per_sentence, per_word = len(read) / sentences, sum(map(syllables, read)) / len(read)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
