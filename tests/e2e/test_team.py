"""A lead and an annotator pass a pack to and fro, at their windows."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from annotator.edits.spans import add_span, new_span
from annotator.identities import Identities
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.packs import merge, pack
from annotator.packs.letter import letter
from annotator.project import Project
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from tests.e2e.test_in_and_out import dropped
from ui.__main__ import main
from ui.dialogs.export import ExportDialog
from ui.dialogs.exported import ExportedDialog
from ui.dialogs.hand_back import HandBackDialog
from ui.dialogs.hand_out import HandedOutDialog, HandOutDialog
from ui.dialogs.resolve import ResolveDialog
from ui.dialogs.take_back import LetterDialog, TakeBackDialog
from ui.dialogs.who import WhoDialog


class Away(NamedTuple):
    """A project, and the pack that is out."""

    project: Path
    pack: Path


def hands_out(lead: Person, name: str, out: Path) -> str:
    """Hands out a pack with everything that waits; what the window says is in it."""
    said: list[str] = []

    def choose(dialog: HandOutDialog) -> None:
        names = [dialog.who.itemText(row) for row in range(dialog.who.count())]
        if name in names:
            dialog.who.setCurrentIndex(names.index(name))
        else:
            dialog.who.setCurrentIndex(len(names) - 1)
            dialog.name.setText(name)
        dialog.out.setText(str(out))
        assert dialog.go_on.isEnabled(), dialog.problem.text()
        dialog.go_on.click()

    def read(dialog: HandedOutDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.accept()

    met = lead.meets(HandOutDialog, choose)
    done = lead.meets(HandedOutDialog, read)
    lead.wants("hand-out")
    lead.waits(lambda: done)
    assert met
    return said[0]


def takes_back(lead: Person, *paths: Path) -> str:
    """Drops files that belong to the project on the window and takes them back; the letter."""
    letters: list[str] = []

    def read(dialog: LetterDialog) -> None:
        letters.append(dialog.letter.toPlainText())
        dialog.accept()

    asked = lead.meets(TakeBackDialog, lambda dialog: dialog.go_on.click())
    told = lead.meets(LetterDialog, read)
    if len(paths) == 1:
        lead.ask.then(0)  # take its work in
    dropped(lead, *paths)
    lead.waits(lambda: told)
    assert asked
    lead.waits(lambda: not lead.window.workspace.busy)
    return letters[0]


def labels(person: Person, article: str, *words: str) -> None:
    """Marks these words of an article as claims."""
    person.opens_article(article)
    for some in words:
        person.sweeps(some)
        person.presses("1", "Esc")


def of(project: Path, name: str) -> list[str]:
    """What somebody marked, in words."""
    with Project.open(project, read_only=True) as opened:
        found = []
        for person in opened.annotators():
            if person.name == name:
                for article in opened.articles():
                    text = opened.text(article.id)
                    found += [s.quoted(text) for s in opened.spans(article.id, person.id)]
        return found


ONE = "The bank was closed. Nobody saw the thief. The police came late.\n"
TWO = "A thief broke in at night. The police say little.\n"


@pytest.fixture
def project(texts: Maker) -> Path:
    """A story of two short articles."""
    return texts(one=ONE, two=TWO)


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that project and a pack of it for Anna, as the worker writes it."""
    folder = tmp_path_factory.mktemp("handed out")
    (folder / "story").mkdir()
    for name, text in {"one": ONE, "two": TWO}.items():
        (folder / "story" / f"{name}.txt").write_bytes(text.encode())
    path = folder / "texts.annotator"
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(folder / "story")]) == 0
    anna = Annotator(new_id(), "Anna")
    with Project.open(path) as project:
        project.add_annotator(anna)
        stories = [story.name for story in project.stories()]
        pack(project, folder / "anna.annotator", annotator=anna, stories=stories)
    return folder


@pytest.fixture
def away(tmp_path: Path, handed_out: Path) -> Away:
    """A project of one's own from which a pack for Anna was handed out, and the pack."""
    project, for_anna = tmp_path / "texts.annotator", tmp_path / "anna.annotator"
    shutil.copy(handed_out / project.name, project)
    shutil.copy(handed_out / for_anna.name, for_anna)
    return Away(project, for_anna)


def test_out_and_back_with_undo_and_redo(start: Opener, project: Path, tmp_path: Path) -> None:
    lead = start(project, who="Lea")
    pack = tmp_path / "for anna.annotator"
    assert "The pack for Anna is written" in hands_out(lead, "Anna", pack)
    (handout,) = lead.window.workspace.project.handouts()
    assert handout.due

    anna = start(pack, answers=(True,))
    assert anna.ask.asked == [("confirm", "This pack is for Anna. Are you Anna?")]
    assert anna.window.workspace.annotator_id == handout.annotator_id
    assert anna.window.pack_bar.isVisible()
    assert "Pack for Anna: 1 story, 2 articles, 0 done." in anna.window.pack_bar.words.text()
    assert "Wanted\u00a0back\u00a0by" in anna.window.pack_bar.words.text()
    labels(anna, "one", "Nobody saw the thief")
    anna.leave()

    letter = takes_back(lead, pack)
    assert "Anna" in letter
    assert "1 added" in letter
    assert of(project, "Anna") == ["Nobody saw the thief"]
    lead.turns_to_the_window()
    lead.wants("undo")
    assert of(project, "Anna") == []
    lead.wants("redo")
    assert of(project, "Anna") == ["Nobody saw the thief"]

    anna = start(pack)
    assert not anna.ask.asked, "she has said who she is on this machine"
    labels(anna, "two", "broke in at night")
    anna.leave()
    takes_back(lead, pack)
    assert of(project, "Anna") == ["Nobody saw the thief", "broke in at night"]
    assert "Nothing was new" in takes_back(lead, pack)


def test_two_annas_stay_two_and_one_anna_on_two_laptops_is_one(start: Opener, away: Away) -> None:
    other = Annotator("0193a5c0-0000-7000-8000-00000000a77a", "Anna")
    Identities().remember(other)
    with Project.open(away.project, read_only=True) as project:
        (handout,) = project.handouts()
    anna = start(away.pack, answers=(True,))
    assert anna.window.workspace.annotator_id == handout.annotator_id != other.id
    assert {one.name for one in anna.window.workspace.project.annotators()} == {"Anna"}
    anna.wants("who-labels")  # asks nothing more: the pack is for one person alone
    assert anna.window.workspace.annotator_id == handout.annotator_id


def test_somebody_else_may_only_look(start: Opener, away: Away) -> None:
    bob = start(answers=(False,))
    bob.window.projects.open(away.pack)
    assert not bob.window.workspace.can_edit
    assert [a.name for a in bob.window.workspace.project.annotators()] == ["Anna"]


def test_a_pack_of_another_project_is_told_in_a_sentence(
    start: Opener, away: Away, heist: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.annotator"
    mine.write_bytes(heist.read_bytes())
    other = start(mine, who="Olga")
    other.ask.then(False)
    dropped(other, away.pack)
    assert "anna.annotator is a pack of another project, for Anna." in other.ask.asked[-1][1]
    assert other.window.workspace.project.path == mine
    seen: list[str] = []

    def look(dialog: TakeBackDialog) -> None:
        seen.append(dialog.problem.text())
        assert not dialog.go_on.isEnabled()
        dialog.reject()

    met = other.meets(TakeBackDialog, look)
    other.ask.then((away.pack,))
    other.wants("take-back")
    other.waits(lambda: met or other.ask.told)
    assert other.ask.told == []
    assert seen == ["Nothing of this can be taken."]


def test_the_project_that_belongs_here_can_be_opened_all_the_same(
    start: Opener, away: Away
) -> None:
    lead = start(away.project, who="Lea")
    lead.ask.then("Open it", True)
    dropped(lead, away.pack)
    assert lead.window.workspace.project.path == away.pack
    assert lead.window.workspace.annotator is not None
    assert lead.window.workspace.annotator.name == "Anna"
    assert not lead.window.actions_["hand-out"].isEnabled()


def test_a_copy_to_send_is_whole_and_at_rest(start: Opener, away: Away, tmp_path: Path) -> None:
    lead = start(away.project, who="Lea")
    copy = tmp_path / "to send.annotator"
    anna = start(away.pack, answers=(True,))
    labels(anna, "one", "Nobody saw the thief")
    met = anna.meets(HandBackDialog, lambda dialog: dialog.copy.click())
    anna.ask.then(copy)
    anna.window.pack_bar.hand_back.click()
    anna.waits(lambda: anna.ask.told)
    assert met
    assert "Send this file" in anna.ask.told[-1]
    assert copy.read_bytes()[18:20] == b"\x01\x01", "no write-ahead log belongs to it"
    assert "1 added" in takes_back(lead, copy)
    closed = anna.meets(HandBackDialog, lambda dialog: dialog.close_it.click())
    anna.wants("hand-back")
    assert closed
    assert not anna.window.workspace.is_open
    assert not anna.window.pack_bar.isVisible()


IN_PACK = ("Nobody saw the thief", "bank was closed")
ON_LAPTOP = ("Nobody saw", "bank was closed")


def diverged(start: Opener, away: Away) -> Person:
    """The lead at the window, with two versions of what Anna did in the first article."""
    lead = start(away.project, who="Lea")
    pack, second = away.pack, away.pack.with_name("laptop.annotator")
    second.write_bytes(pack.read_bytes())
    for path, words, answers in (
        (pack, IN_PACK, (True,)),
        (second, ON_LAPTOP, ()),
    ):
        anna = start(path, answers=answers)
        labels(anna, "one", *words)
        anna.leave()
    letter = takes_back(lead, pack, second)
    assert "Changed here and there" in letter
    lead.waits(lambda: lead.window.status.waiting.isVisible())
    assert lead.window.status.waiting.text() == "1 to resolve"
    return lead


@pytest.fixture(scope="module")
def taken_back(tmp_path_factory: pytest.TempPathFactory, handed_out: Path) -> Path:
    """A project with these two versions, as the worker takes them back; not to be changed."""
    folder = tmp_path_factory.mktemp("taken back")
    path = Path(shutil.copy(handed_out / "texts.annotator", folder))
    packs = [folder / "anna.annotator", folder / "laptop.annotator"]
    for out, words in zip(packs, (IN_PACK, ON_LAPTOP), strict=True):
        shutil.copy(handed_out / "anna.annotator", out)
        with Project.open(out) as project:
            (anna,) = [one for one in project.annotators() if one.name == "Anna"]
            (article,) = [one for one in project.articles() if one.name.startswith("one")]
            claim = next(one for one in project.scheme().labels if one.name == "claim")
            for some in words:
                place = (ONE.index(some), ONE.index(some) + len(some))
                span = new_span(article.id, anna.id, claim, [place])
                project.apply(add_span(span, claim), anna.id)
    with Project.open(path) as project:
        assert "Changed here and there" in letter(merge(project, packs))
    return path


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        ("first", 2),
        ("second", 2),
        ("both", 3),
    ],
)
def test_what_both_sides_changed_is_resolved_side_by_side(
    start: Opener, taken_back: Path, tmp_path: Path, keep: str, left: int
) -> None:
    path = Path(shutil.copy(taken_back, tmp_path))
    lead = start(path, who="Lea")
    lead.waits(lambda: lead.window.status.waiting.isVisible())
    assert lead.window.status.waiting.text() == "1 to resolve"
    seen: list[list[str]] = []

    def decide(dialog: ResolveDialog) -> None:
        model = dialog.table.model()
        seen.append([model.index(row, 0).data() for row in range(model.rowCount())])
        assert dialog.first.pane.text == dialog.second.pane.text == ONE
        assert "Anna" in dialog.about.text()
        button = {
            "first": dialog.first.keep,
            "second": dialog.second.keep,
            "both": dialog.both,
        }[keep]
        button.click()

    met = lead.meets(ResolveDialog, decide)
    lead.window.status.waiting.click()
    assert met
    assert sorted(seen[0]) == ["only in the first", "only in the second"]
    lead.waits(lambda: not lead.window.status.waiting.isVisible())
    assert len(of(path, "Anna")) == left
    assert of(path, "Anna (second version)") == []
    lead.turns_to_the_window()
    lead.wants("undo")
    lead.waits(lambda: lead.window.status.waiting.isVisible())
    assert len(of(path, "Anna (second version)")) == 2
    lead.wants("redo")
    lead.waits(lambda: not lead.window.status.waiting.isVisible())


def test_the_lead_may_decide_later(start: Opener, away: Away) -> None:
    lead = diverged(start, away)
    met = lead.meets(ResolveDialog, lambda dialog: dialog.reject())
    lead.wants("resolve")
    assert met
    assert lead.window.status.waiting.isVisible()
    lead.leave()
    again = start(away.project, who="Lea")
    again.waits(lambda: again.window.status.waiting.isVisible())


def test_records_that_come_back_are_taken_back_or_imported(
    start: Opener, away: Away, tmp_path: Path
) -> None:
    lead = start(away.project, who="Lea")
    records = tmp_path / "anna.jsonl"
    anna = start(away.pack, answers=(True,))
    labels(anna, "one", "Nobody saw the thief")
    anna.leave()
    assert main(["export", str(away.pack), str(records)]) == 0
    letter = takes_back(lead, records)
    assert "1 added" in letter
    assert lead.ask.asked[-1][0] == "pick"
    assert of(away.project, "Anna") == ["Nobody saw the thief"]


def test_files_that_cannot_be_taken_are_listed_with_the_reason(
    start: Opener, away: Away, tmp_path: Path
) -> None:
    lead = start(away.project, who="Lea")
    broken = tmp_path / "broken.annotator"
    anna = start(away.pack, answers=(True,))
    labels(anna, "one", "Nobody saw the thief")
    anna.leave()
    broken.write_bytes(b"nothing at all")
    refused: list[str] = []

    def read(dialog: LetterDialog) -> None:
        model = dialog.refused.model()
        refused.append(str(model.index(0, 0).data()))
        assert model.index(0, 1).data()
        assert "Not taken" in dialog.letter.toPlainText()
        dialog.accept()

    asked = lead.meets(TakeBackDialog, lambda dialog: dialog.go_on.click())
    told = lead.meets(LetterDialog, read)
    dropped(lead, away.pack, broken)
    lead.waits(lambda: told)
    assert asked
    assert refused[0].endswith("broken.annotator")
    assert of(away.project, "Anna") == ["Nobody saw the thief"]


def test_there_is_no_question_who_labels_in_a_pack(start: Opener, away: Away) -> None:
    anna = start(answers=(True,))
    never = anna.meets(WhoDialog, lambda dialog: dialog.reject())
    anna.window.projects.open(away.pack)
    assert never == []
    assert anna.window.workspace.annotator is not None


def test_an_export_may_name_nobody(start: Opener, project: Path, tmp_path: Path) -> None:
    lead = start(project, who="Zenobia Quill")
    labels(lead, "one", "Nobody saw the thief")
    out = tmp_path / "out"

    def choose(dialog: ExportDialog) -> None:
        dialog.out.setText(str(out))
        dialog.pseudonyms.click()
        lead.waits(lambda: "annotator " in dialog.preview.toPlainText())
        assert "Zenobia" not in dialog.preview.toPlainText()
        dialog.go_on.click()

    met = lead.meets(ExportDialog, choose)
    done = lead.meets(ExportedDialog, lambda dialog: dialog.accept())
    lead.wants("export")
    lead.waits(lambda: done)
    assert met
    written = b"".join(path.read_bytes() for path in out.iterdir())
    assert b"Zenobia" not in written
    assert lead.window.workspace.annotator_id.encode() not in written
