"""`annotator compare` through the real entry."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from annotator.agree.comparison import LeftOut
from annotator.commands.compare_shown import tell_left_out
from annotator.edits.groups import make_group, new_group
from annotator.edits.schemes import retire_label
from annotator.errands import TASKS, Errand
from annotator.errors import Cancelled
from annotator.model.group import Member
from annotator.project import Project
from tests.annotator.commands import Commands
from tests.annotator.labelled import TEXT, Labelled, record, span, two_people

SCORE = {"value", "why", "ci", "n", "chance", "coverage"}
SINGLE = ("strict_f1", "boundary_f1", "iou50_f1", "label_kappa", "char_kappa", "token_kappa",
          "char_alpha", "relations")  # fmt: skip


@pytest.fixture
def project(labelled: Labelled) -> Path:
    """Two articles that Ann and Ben have read, and three that they have not both finished."""
    return labelled.bring(
        *two_people(),
        record("Ann", "b2", span("Ada", "entity")),
        record("Ben", "b3", status="skipped"),
        record("Ann", "b3"),
    )


def test_the_exact_shape(project: Path, command: Commands) -> None:
    found = command.done("compare", project, "Ann", "Ben", "--json").answer
    keys = {"annotators", "articles", "spans", "classes", "scores", "labels", "by_article",
            "by_story", "groups", "confusion", "settings"}  # fmt: skip
    assert set(found) == keys
    assert found["annotators"] == ["Ann", "Ben"]
    assert found["articles"] == {
        "compared": 2,
        "left_out": [
            {"article": "b1", "why": "Ben has not finished it."},
            {"article": "b2", "why": "Ben has not opened it."},
            {"article": "b3", "why": "Ben skipped it."},
        ],
    }
    assert found["spans"] == {"Ann": 4, "Ben": 4}
    assert found["classes"] == {
        "same": 1, "other_label": 1, "other_boundary": 1, "both_differ": 0,
        "only_a": 1, "only_b": 1,
    }  # fmt: skip
    scores = found["scores"]
    for name in SINGLE:
        assert set(scores[name]) == SCORE
        assert (scores[name]["value"] is None) == isinstance(scores[name]["why"], str)
    assert scores["strict_f1"]["value"] == pytest.approx(2 / 8)
    assert scores["boundary_f1"]["value"] == pytest.approx(4 / 8)
    assert scores["iou50_f1"]["value"] == pytest.approx(4 / 8)
    assert scores["label_kappa"]["coverage"] == pytest.approx(6 / 8)
    assert all(set(score) == SCORE for score in scores["attributes"].values())
    assert "entity.type" in scores["attributes"]
    assert set(found["labels"]) == {"claim", "quote", "entity", "possibly fabricated"}
    assert found["labels"]["entity"]["strict_f1"]["value"] == pytest.approx(2 / 4)
    for part in (*found["labels"].values(), *found["by_article"].values()):
        every = {*SINGLE, "u_alpha", "bar_u_alpha", "cu_alpha", "gamma", "semeval", "gate"}
        assert every | {"attributes"} <= set(part)
        assert set(part["gamma"]) == SCORE
    assert set(found["by_article"]) == {"a1", "a2"}
    assert found["by_article"]["a1"]["strict_f1"]["value"] == pytest.approx(2 / 8)
    assert set(found["by_story"]) == {"story of a"}
    assert found["by_story"]["story of a"]["strict_f1"]["value"] == pytest.approx(2 / 8)
    names, table = found["confusion"]["labels"], found["confusion"]["counts"]
    assert names[-1] == "nothing"
    assert table[names.index("quote")][names.index("claim")] == 1
    assert table[names.index("nothing")][names.index("claim")] == 1
    assert sum(map(sum, table)) == sum(found["classes"].values())


def test_nothing_to_mark_is_data_and_no_figure(project: Path, command: Commands) -> None:
    found = command.done("compare", project, "Ann", "Ben", "--article", "a2", "--json").answer
    assert found["articles"] == {"compared": 1, "left_out": []}
    for name in SINGLE:
        assert found["scores"][name]["value"] is None
        assert found["scores"][name]["why"].endswith(".")
    both = command.done("compare", project, "Ann", "Ben", "--json").answer
    one = command.done("compare", project, "Ann", "Ben", "--article", "a1", "--json").answer
    assert both["scores"]["strict_f1"] == one["scores"]["strict_f1"]
    assert both["scores"]["char_alpha"]["value"] != one["scores"]["char_alpha"]["value"]


def test_the_other_way_round(project: Path, command: Commands) -> None:
    there = command.done("compare", project, "Ann", "Ben", "--json").answer
    back = command.done("compare", project, "Ben", "Ann", "--json").answer
    assert back["scores"] == there["scores"]
    assert back["labels"] == there["labels"]
    assert back["classes"]["only_a"] == there["classes"]["only_b"]
    turned = [list(row) for row in zip(*back["confusion"]["counts"], strict=True)]
    assert turned == there["confusion"]["counts"]


def test_unfinished_articles_can_be_taken_in(project: Path, command: Commands) -> None:
    found = command.done("compare", project, "Ann", "Ben", "--unfinished", "--json").answer
    assert set(found["by_article"]) == {"a1", "a2", "b1"}
    left_out = [one["article"] for one in found["articles"]["left_out"]]
    assert left_out == ["b2", "b3"]


def test_some_labels_only(project: Path, command: Commands) -> None:
    found = command.done(
        "compare", project, "Ann", "Ben", "--label", "entity", "--label", "quote", "--json"
    ).answer
    assert found["spans"] == {"Ann": 3, "Ben": 2}
    assert found["confusion"]["labels"] == ["quote", "entity", "nothing"]
    assert set(found["labels"]) == {"quote", "entity"}


def test_the_mean_of_the_articles(labelled: Labelled, command: Commands) -> None:
    one, two = span("Ada", "entity"), span("Nobody won.", "quote")
    path = labelled.bring(
        record("Ann", "a1", one, two), record("Ben", "a1", one, two),
        record("Ann", "a2", one), record("Ben", "a2", two),
    )  # fmt: skip
    micro = command.done("compare", path, "Ann", "Ben", "--json").answer
    macro = command.done("compare", path, "Ann", "Ben", "--average", "macro", "--json").answer
    assert micro["scores"]["strict_f1"]["value"] == pytest.approx(4 / 6)
    assert macro["scores"]["strict_f1"]["value"] == pytest.approx(1 / 2)


def test_in_words(project: Path, command: Commands) -> None:
    words = command.done("compare", project, "Ann", "Ben").out
    assert "2 articles compared, 3 left out" in words
    assert "left out: b1: Ben has not finished it." in words
    assert "left out: b2: Ben has not opened it." in words
    assert "only Ben: 1" in words
    assert "same label, other boundaries: 1 (1 by white space and punctuation only)" in words
    assert "no intervals: fewer than 10 articles" in words
    assert "strict F1: 0.250" in words
    assert "character κ" not in words
    assert "character κ" in command.done("compare", project, "Ann", "Ben", "--all-measures").out


def test_a_reason_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    tell_left_out([LeftOut("a", "Why."), LeftOut("b", "Because."), LeftOut("c", "Why.")])
    told = capsys.readouterr().out.splitlines()
    assert told == ["  left out, 2 articles: Why. (a, c)", "  left out: b: Because."]


def test_intervals_from_ten_articles(labelled: Labelled, command: Commands) -> None:
    one, two = span("Ada", "entity"), span("Nobody won.", "quote")
    path = labelled.bring(
        *(record("Ann", f"a{n:02}", one, two) for n in range(10)),
        *(record("Ben", f"a{n:02}", one, *([two] if n % 2 else [])) for n in range(10)),
    )
    seeds = [
        command.done("compare", path, "Ann", "Ben", "--seed", seed, "--json").answer["scores"]
        for seed in (1, 1, 2)
    ]
    low, high = seeds[0]["strict_f1"]["ci"]
    assert low < seeds[0]["strict_f1"]["value"] < high
    assert seeds[0] == seeds[1]
    assert seeds[0] != seeds[2]
    assert "approximate" in command.done("compare", path, "Ann", "Ben").out


def test_more_than_two(project: Path, labelled: Labelled, command: Commands) -> None:
    labelled.bring(
        record("Cem", "a1", span("Ada", "entity")), record("Cem", "b1", span("Ada", "entity"))
    )
    found = command.done("compare", project, "Ann", "Ben", "Cem", "--json").answer
    assert found["annotators"] == ["Ann", "Ben", "Cem"]
    assert [pair["annotators"] for pair in found["pairs"]] == [
        ["Ann", "Ben"], ["Ann", "Cem"], ["Ben", "Cem"],
    ]  # fmt: skip
    assert [pair["articles"]["compared"] for pair in found["pairs"]] == [2, 2, 1]
    two = command.done("compare", project, "Ann", "Ben", "--json").answer
    assert found["pairs"][0] == two
    assert set(found) == {"annotators", "pairs", "fleiss_kappa", "char_alpha"}
    assert set(found["char_alpha"]) == set(found["fleiss_kappa"]) == SCORE
    assert found["fleiss_kappa"]["value"] is not None
    assert found["char_alpha"]["value"] is not None
    assert "Ann, Ben, Cem together" in command.done("compare", project, "Ann", "Ben", "Cem").out


def test_relations_are_compared(labelled: Labelled, command: Commands) -> None:
    def linked(who: str) -> dict[str, Any]:
        quote, ada = span("Nobody won.", "quote"), span("Ben", "entity")
        for one in (quote, ada):
            one["id"] = f"{who} {one['id']}"
        link = {"head": quote["id"], "child": ada["id"], "label": "said by"}
        return record(who, "a1", quote, ada, relations=[link])

    path = labelled.bring(linked("Ann"), linked("Ben"))
    score = command.done("compare", path, "Ann", "Ben", "--json").answer["scores"]["relations"]
    assert score["value"] == 1
    assert score["n"] == 2


def test_families_and_gamma(project: Path, command: Commands) -> None:
    scores = command.done("compare", project, "Ann", "Ben", "--json").answer["scores"]
    assert set(scores["semeval"]) == {"strict", "exact", "partial", "type"}
    assert set(scores["gate"]) == {"strict", "lenient", "average"}
    assert scores["semeval"]["strict"]["value"] == scores["strict_f1"]["value"]
    assert scores["gamma"]["value"] is None
    assert "--gamma" in scores["gamma"]["why"]
    asked = ("compare", project, "Ann", "Ben", "--gamma", "--json")
    found = command.done(*asked, "--seed", 3).answer
    assert found["settings"]["seed"] == 3
    assert "normal distributions" in found["settings"]["sampler"]
    gamma = found["scores"]["gamma"]
    assert gamma["value"] < 1
    assert gamma["n"] == 8
    assert gamma == command.done(*asked, "--seed", 3).answer["scores"]["gamma"]
    words = command.done("compare", project, "Ann", "Ben", "--gamma", "--seed", 3).out
    assert "seed 3" in words


def test_one_page_with_everything(tmp_path: Path, project: Path, command: Commands) -> None:
    report = tmp_path / "report.html"
    narrowed = ("--label", "quote", "--unfinished")
    command.done("compare", project, "Ann", "Ben", *narrowed, "--html", report)
    told = report.read_text()
    assert "Only spans with the label quote were compared." in told
    assert "Articles that not both had finished were taken in." in told
    command.done("compare", project, "Ann", "Ben", "--html", report)
    page = report.read_text(encoding="utf-8")
    for words in (
        "strict F1",
        "<mark class",
        "Ben has not opened it.",
        "quote",
        "white space and punctuation only",
        "labelled 2 articles independently",
    ):
        assert words in page
    assert "src=" not in page
    assert "href=" not in page
    said = command.refused("compare", project, "Ann", "Ben", "--html", project)
    assert "the project itself" in said
    assert "cannot be written" in command.refused(
        "compare", project, "Ann", "Ben", "--html", tmp_path / "nowhere" / "r.html"
    )


def test_words_in_the_page_are_words(tmp_path: Path, labelled: Labelled, command: Commands) -> None:
    name = "<b>a</b>&1"
    path = labelled.bring(record("<i>Ann</i>", name, span("Ada", "entity")), record("Ben", name))
    report = tmp_path / "report.html"
    command.done("compare", path, "<i>Ann</i>", "Ben", "--html", report)
    page = report.read_text(encoding="utf-8")
    assert "<i>" not in page
    assert "<b>a</b>" not in page
    assert "&lt;b&gt;a&lt;/b&gt;&amp;1" in page


HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script><!--"


class Found(HTMLParser):
    """The tags and attributes of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_nothing_that_is_data_becomes_a_part_of_the_page(
    tmp_path: Path, labelled: Labelled, command: Commands
) -> None:
    text = f"{HOSTILE} {TEXT}"

    def marked(who: str, *places: tuple[int, int, str]) -> dict[str, Any]:
        spans = [
            {"id": f"{who}{start}", "start": start, "end": end, "label": label,
             "text": text[start:end], "note": HOSTILE,
             "attributes": [{"name": "type", "value": HOSTILE}]}
            for start, end, label in places
        ]  # fmt: skip
        return {
            "text": text, "doc_id": HOSTILE, "title": HOSTILE, "story": HOSTILE,
            "annotator": who, "status": "done", "spans": spans,
        }  # fmt: skip

    a, b = f"Ann {HOSTILE}", f"Ben {HOSTILE}"
    path = labelled.bring(
        marked(a, (0, 28, "entity"), (30, 50, HOSTILE)), marked(b, (5, 40, "entity"))
    )
    report = tmp_path / "report.html"
    command.done("compare", path, a, b, "--all-measures", "--html", report)
    page = report.read_text(encoding="utf-8")
    found = Found(page)
    assert not found.tags & {"img", "script"}
    assert not [name for name in found.attributes if name.startswith("on") or name == "src"]
    assert found.words.count(HOSTILE) >= 5
    assert "default-src 'none'" in page
    assert "<!--" not in page


def test_groups_are_compared(tmp_path: Path, labelled: Labelled, command: Commands) -> None:
    ada, ben = span("Ada", "entity"), span("Ben", "entity")
    for_each = [("Ann", "a1"), ("Ann", "a2"), ("Ben", "a1"), ("Ben", "a2")]
    path = labelled.bring(
        *(record(who, article, *({**one, "id": f"{who} {article} {one['id']}"}
                                 for one in (ada, ben)))
          for who, article in for_each)
    )  # fmt: skip
    with Project.open(path) as project:
        same_as = next(kind for kind in project.scheme().relations if kind.name == "same as")
        for person in project.annotators():
            groups: dict[str, list[Member]] = {"Ada": [], "Ben": []}
            for article in project.articles():
                for one in project.spans(article.id, person.id):
                    word = TEXT[one.start : one.end]
                    # Ben takes the two in the second article for one and the same.
                    name = "Ada" if person.name == "Ben" and article.name == "a2" else word
                    groups[name].append(Member(article.id, one.id))
            for name, members in groups.items():
                story = project.stories()[0].id
                project.apply(make_group(new_group(same_as, name, story, person.id, members)))
    found = command.done("compare", path, "Ann", "Ben", "--json").answer["groups"]
    assert set(found) == {"same as"}
    assert found["same as"]["number"] == {"Ann": 2, "Ben": 2}
    # Ann: {a1 Ada, a2 Ada}, {a1 Ben, a2 Ben}; Ben: {a1 Ada, a2 Ada, a2 Ben}, {a1 Ben}.
    p, r = (1 + 1 + 1 / 2 + 1 / 2) / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4
    assert found["same as"]["b3"]["value"] == pytest.approx(2 * p * r / (p + r))
    assert found["same as"]["b3"]["n"] == 8
    assert found["same as"]["b3"]["coverage"] == 1
    assert found["same as"]["pair_f1"]["value"] == pytest.approx(2 * 1 / (2 + 3))
    assert found["same as"]["same_f1"]["value"] == 0
    one = command.done("compare", path, "Ann", "Ben", "--article", "a1", "--json").answer
    assert one["groups"]["same as"]["b3"]["value"] == 1
    report = tmp_path / "report.html"
    words = command.done("compare", path, "Ann", "Ben", "--html", report).out
    assert "Groups “same as”: Ann 2, Ben 2" in words
    assert "B³: 0.706" in words
    assert "Bagga" in report.read_text(encoding="utf-8")


def test_an_annotator_without_spans(labelled: Labelled, command: Commands) -> None:
    path = labelled.bring(record("Ann", "a1", span("Ada", "entity")), record("Ben", "a1"))
    found = command.done("compare", path, "Ann", "Ben", "--json").answer
    assert found["spans"] == {"Ann": 1, "Ben": 0}
    assert found["scores"]["strict_f1"]["value"] == 0
    assert found["scores"]["label_kappa"]["value"] is None
    assert found["labels"]["claim"]["strict_f1"]["value"] is None


def test_no_common_article(labelled: Labelled, command: Commands) -> None:
    path = labelled.bring(record("Ann", "a1", span("Ada", "entity")), record("Ben", "a2"))
    said = command.refused("compare", path, "Ann", "Ben")
    assert "have finished no article both" in said
    assert "a1: Ben has not opened it." in said
    ran = command("compare", path, "Ann", "Ben", "--json")
    assert ran.code == 1
    assert ran.answer["articles"]["compared"] == 0
    assert len(ran.answer["articles"]["left_out"]) == 2
    assert ran.answer["scores"]["strict_f1"]["value"] is None


def test_what_cannot_be_compared(project: Path, command: Commands) -> None:
    assert "with themselves" in command.refused("compare", project, "Ann", "Ann")
    assert "two different" in command.refused("compare", project, "Ann")
    assert "no annotator called Cem" in command.refused("compare", project, "Ann", "Cem")
    wrong = command.refused("compare", project, "Ann", "Ben", "--label", "lie")
    assert "no label “lie”" in wrong
    wrong = command.refused("compare", project, "Ann", "Ben", "--article", "z9")
    assert "no article z9" in wrong
    assert command("compare", project, "Ann", "Ben", "--seed", "-1").code == 2
    assert command("compare", project, "Ann", "Ben", "--average", "mean").code == 2


def test_labels_that_are_no_longer_in_use(project: Path, command: Commands) -> None:
    with Project.open(project) as opened:
        quote = opened.scheme().label_named("quote")
        assert quote is not None
        opened.apply(retire_label(quote))
    found = command.done("compare", project, "Ann", "Ben", "--json").answer
    assert "quote" in found["confusion"]["labels"]
    assert found["labels"]["quote"]["boundary_f1"]["value"] == 1
    assert command.done("compare", project, "Ann", "Ben", "--label", "quote").code == 0


def test_the_project_is_only_read(project: Path, command: Commands) -> None:
    before = project.read_bytes()
    command.done("compare", project, "Ann", "Ben", "--json")
    assert project.read_bytes() == before


def test_the_worker_compares_and_stops_when_asked(project: Path) -> None:
    with Project.open(project, read_only=True) as opened:
        people = [one.id for one in opened.annotators()]
    given = {"project": str(project), "people": people, "options": {"gamma": True, "more": True}}
    told: list[str] = []
    found: Any = TASKS["compare"](Errand(given, lambda done, total, what: told.append(what)))
    (pair,) = found["pairs"]
    assert pair["annotators"] == ["Ann", "Ben"]
    assert {"scores", "labels", "groups", "read", "sampler"} <= set(pair)
    assert {"a1", "level of chance", "figures", "gamma"} <= set(told)
    for moment in set(told):

        def stop(done: int, total: int, what: str, moment: str = moment) -> None:
            if what == moment:
                raise Cancelled

        with pytest.raises(Cancelled):
            TASKS["compare"](Errand(given, stop))
