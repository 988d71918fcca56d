"""Text as the search compares it: without accents or case, by words, codes and roots.

Both engines receive what is made here and nothing else, so that they find the same.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_WORD, LONGEST_QUERY, MOST_TERMS = 40, 300, 12
# Letters and digits of any alphabet, never the underscore.
WORD = re.compile(r"[^\W_]+")
CODE = re.compile(r"[^\W_]+(?:[.\-/][^\W_]+)+")
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?=$|-[\dk]$)")
RUT = re.compile(r"\d{6,9}-[\dk]")
QUOTED = re.compile(r"[\"«“”]([^\"«»“”]*)[\"»“”]")
# Left out of what is asked, unless nothing else is asked.
EMPTY_WORDS = frozenset(("a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o"))
EMPTY_WORDS |= {"para", "por", "un", "una", "y"}


def plain(text: str) -> str:
    """«Pavimentación» → «pavimentacion»."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in WORD.findall(plain(text))]


def codes_of(text: str) -> list[str]:
    """What is read as one thing: «2.1», «123/2007», a RUT (with and without its last digit)."""
    found: list[str] = []
    for match in CODE.finditer(plain(text)):
        if any(c.isdecimal() for c in match[0]):
            code = canonical(match[0])
            found += [code, code[:-2]] if RUT.fullmatch(code) else [code]
    return [code[:LONGEST_WORD] for code in found]


def canonical(code: str) -> str:
    """Points between thousands go: «12.345.678-5» → «12345678-5». In «2.1» the point stays."""
    return code.replace(".", "") if THOUSANDS.match(code) else code


def root(word: str) -> str:
    """Without plural and last vowel, down to three letters: «obras», «obra» → «obr»; «lápices» and
    «lápiz» → «lapic»."""
    while len(word) > 3 and word[-1] in "aeosz":
        if word[-1] == "z":
            return f"{word[:-1]}c"
        word = word[:-1]
    return word


@dataclass(frozen=True)
class Text:
    """A line of the index, in words."""

    codes: tuple[str, ...]
    title: tuple[str, ...]
    body: tuple[str, ...]
    roots: tuple[str, ...]

    @classmethod
    def of(cls, title: str, body: str, most: int = 4000) -> "Text":
        in_title = words_of(title)
        # A code that the body mentions is found there; one of the title names the row.
        in_body = [*words_of(body)[:most], *codes_of(body)[:most]]
        roots = dict.fromkeys(root(word) for word in (*in_title, *in_body) if word.isalpha())
        return cls(tuple(codes_of(title)), tuple(in_title), tuple(in_body), tuple(roots))


@dataclass(frozen=True)
class Term:
    """One thing that must be found: a word as it begins, a number or code, or a phrase."""

    words: tuple[str, ...]

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def is_exact(self) -> bool:
        """Numbers and codes are not beginnings of others: «2.1» is not «2.10»."""
        return self.is_phrase or len(self.words[0]) < 2 or not self.words[0].isalpha()

    @property
    def root(self) -> str:
        return root(self.words[0])

    def is_in(self, words: tuple[str, ...]) -> bool:
        """Whether a title says it, read as the engines read."""
        if self.is_phrase:
            size = len(self.words)
            return any(words[i : i + size] == self.words for i in range(len(words)))
        first = self.words[0]
        if self.is_exact:
            return first in words
        return any(word.startswith(first) or root(word) == self.root for word in words)


def terms_of(asked: str) -> list[Term]:
    """What a person typed, whatever it is: quotes make phrases, all the rest is words and codes."""
    asked = asked[:LONGEST_QUERY]
    phrases = [tuple(words_of(quoted)) for quoted in QUOTED.findall(asked)]
    single = [(word,) for part in QUOTED.sub(" ", asked).split() for word in _split(part)]
    found = [Term(words) for words in dict.fromkeys([*phrases, *single]) if words]
    full = [term for term in found if term.is_phrase or term.words[0] not in EMPTY_WORDS]
    return (full or found)[:MOST_TERMS]


def _split(part: str) -> list[str]:
    """A code whole, with the words around it; else its words."""
    text = plain(part)
    match = next((m for m in CODE.finditer(text) if any(c.isdecimal() for c in m[0])), None)
    if match is None:
        return words_of(text)
    code = canonical(match[0])[:LONGEST_WORD]
    return [*words_of(text[: match.start()]), code, *words_of(text[match.end() :])]
