"""In a pack, a version counts from the pack that brought it."""

from pathlib import Path

from annotator.edits.guidelines import set_guidelines
from annotator.edits.plan import hand_out
from annotator.edits.schemes import retire_label
from annotator.model.pack import PackFacts
from annotator.model.people import Annotator
from annotator.model.plan import Handout
from annotator.project import Project
from tests.annotator.samples import CLAIM, SCHEME, add_article

FIRST, SECOND = "2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z"


def packed(lead: Project, path: Path) -> tuple[list[str], list[str]]:
    """When versions of scheme and guidelines were made, as a pack of 2040 says."""
    stories = [story.id for story in lead.stories()]
    facts = PackFacts("pack", "ada", "Ada", SECOND, "", lead.id)
    lead.extract(path, facts, stories, ["ada"])
    with Project.open(path, read_only=True) as pack:
        times = list(pack.records.schemes.times())
        return times, [one.created_at for one in pack.guideline_versions()]


def test_for_who_was_away_it_is_the_next_pack(tmp_path: Path) -> None:
    with Project.create(tmp_path / "lead.annotator", SCHEME) as lead:
        lead.add_annotator(Annotator("ada", "Ada"))
        add_article(lead)
        lead.apply(retire_label(CLAIM))
        lead.apply(set_guidelines("# How"))
        own = list(lead.records.schemes.times())
        assert packed(lead, tmp_path / "here.annotator")[0] == own
        stories = tuple(story.id for story in lead.stories())
        lead.apply(hand_out(Handout("one", "ada", stories, FIRST)))
        assert packed(lead, tmp_path / "away.annotator") == ([SECOND, SECOND], [SECOND])
        assert list(lead.records.schemes.times()) == own
