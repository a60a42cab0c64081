"""Articles for the tests of what stories say together."""

import regex

from annotator.across import ReadArticle, read_article
from annotator.model.span import Fragment
from annotator.suggest.entities import FoundName
from annotator.suggest.suggester import ArticleText

NAMES = {
    "Maria Lopez": "PERSON",
    "Lopez": "PERSON",
    "Tom Reed": "PERSON",
    "Reed": "PERSON",
    "Harbour Authority": "ORG",
    "Norfell": "ORG",
    "Leeds": "GPE",
    "Bristol": "GPE",
    "Harbour Fair": "EVENT",
    "University of Leeds": "ORG",
    "Bristol College": "ORG",
    "Kemtex": "PERSON",
}
GROUPS = {"Lopez": "Maria Lopez", "Reed": "Tom Reed"}
_NAME = regex.compile("|".join(sorted(NAMES, key=len, reverse=True)))


def read(*texts: str, named: bool = True) -> list[ReadArticle]:
    """Articles a, b, c … with these texts; the names above are known in them."""
    return [
        read_article(
            ArticleText(letter, f"{letter}.txt", text), names_in(letter, text) if named else ()
        )
        for letter, text in zip("abcdefghijklmnopqrstuvwxyz", texts, strict=False)
    ]


def names_in(article_id: str, text: str) -> list[FoundName]:
    """The names above, where they stand."""
    return [
        FoundName(
            article_id,
            Fragment(*match.span()),
            match.group(),
            NAMES[match.group()],
            1.0,
            "",
            GROUPS.get(match.group(), match.group()),
        )
        for match in _NAME.finditer(text)
    ]
