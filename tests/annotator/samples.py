"""Values that the tests of the core share."""

from annotator.edits.edit import Edit
from annotator.model.identity import new_id
from annotator.model.scheme import Attribute, Label, RelationKind, Scheme
from annotator.model.story import Article, Story, text_sha256
from annotator.project import Project
from annotator.store.work import Work

QUOTE = Label(
    "label-quote",
    "quote",
    "2",
    attributes=(Attribute("kind", values=("whole", "part"), default="whole"),),
)
ENTITY = Label(
    "label-entity", "entity", "3", attributes=(Attribute("type", values=("ORG", "PERSON")),)
)
CLAIM = Label("label-claim", "claim", "1")
SAID_BY = RelationKind("said by", "quote", "entity", many_to_one=True)
SCHEME = Scheme(
    "test", 1, (CLAIM, QUOTE, ENTITY), (SAID_BY, RelationKind("about", "claim", "entity"))
)
TEXT = "“We won,” said Ada 🙂 Lovelace.\r\nHer rival said nothing.\n"


def article_for(story: Story, text: str, name: str, position: int = 1) -> Article:
    return Article(
        id=new_id(),
        story_id=story.id,
        name=name,
        sha256=text_sha256(text),
        length=len(text),
        position=position,
    )


def add_article(project: Project, text: str = TEXT, name: str = "a.txt") -> Article:
    story = Story(new_id(), f"story of {name}", 1)
    article = article_for(story, text, name)

    def do(work: Work) -> None:
        work.stories.put([story])
        work.articles.add(article, text)

    project.apply(Edit("import", do))
    return article
