"""Suggestions that the tests of the core share, and a scheme that has everything for them."""

from dataclasses import replace

from annotator.model.identity import named_id
from annotator.model.scheme import Attribute, Label, RelationKind, Scheme
from annotator.model.span import AttributeValue, Fragment
from annotator.model.story import Article
from annotator.model.suggestion import Source, Suggestion
from tests.annotator.samples import CLAIM, QUOTE, SAID_BY, TEXT

SPEAKERS = ("named person", "unnamed person", "organisation")
FULL_QUOTE = replace(
    QUOTE, attributes=(*QUOTE.attributes, Attribute("speaker type", values=SPEAKERS))
)
FULL_ENTITY = Label(
    "label-entity",
    "entity",
    "3",
    attributes=(
        Attribute("type", values=("ORG", "PERSON"), default="ORG"),
        Attribute("form", values=("name", "description", "pronoun"), default="name"),
    ),
)
SAME_AS = RelationKind("same as", is_set=True, members=("entity",))
CONFLICT = RelationKind(
    "conflict",
    is_set=True,
    members=("claim", "quote"),
    member_value=True,
    stances=("states", "omits"),
    attributes=(Attribute("strength", values=("hard", "soft"), default="hard"),),
)
FULL_SCHEME = Scheme("test", 1, (CLAIM, FULL_QUOTE, FULL_ENTITY), (SAID_BY, SAME_AS, CONFLICT))
QUOTED, CUED, SPOKE = "“We won,”", "said", "Ada 🙂 Lovelace"


def part(words: str, text: str = TEXT) -> Fragment:
    start = text.index(words)
    return Fragment(start, start + len(words))


def a_quote(article: Article, text: str = TEXT) -> Suggestion:
    return Suggestion(
        id=named_id("quote", article.id),
        article_id=article.id,
        source=Source.QUOTES,
        label_id=FULL_QUOTE.id,
        fragments=(part(QUOTED, text),),
        score=0.9,
        reason="marks and a verb of saying",
        attributes=(AttributeValue("speaker type", "named person"),),
        speaker=part(SPOKE, text),
        cue=part(CUED, text),
        maker="quotes 1",
    )


def a_name(article: Article, words: str = SPOKE, group: str = "Ada Lovelace") -> Suggestion:
    return Suggestion(
        id=named_id("name", article.id, words),
        article_id=article.id,
        source=Source.ENTITIES,
        label_id=FULL_ENTITY.id,
        fragments=(part(words),),
        score=0.8,
        reason="a name in 2 articles",
        attributes=(AttributeValue("type", "PERSON"), AttributeValue("unknown", "x")),
        group=group,
        maker="entities 1, small 3.8.0",
    )
