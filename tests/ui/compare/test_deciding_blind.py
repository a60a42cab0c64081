"""A lead who decides without knowing who is who."""

import pytest

from annotator.agree.kinds import Kind
from annotator.model.decision import Took
from tests.ui.compare.two_people import Desk, open_two, select


class TestBlind:
    """Names are hidden; who stands left differs from article to article, and stays so."""

    @pytest.fixture
    def many(self, qtbot, tmp_path):
        names = [f"{number}.txt" for number in range(12)]
        workspace = open_two(tmp_path / "many.annotator", names)
        desk = Desk(qtbot, workspace).compares()
        desk.page.between.set_blind(True)
        yield desk.waits()
        workspace.close()

    def test_sides_are_shuffled_and_steady(self, many):
        ids = list(many.page.reading.articles)
        swapped = [many.page.between.shown(article_id).swapped for article_id in ids]
        assert 0 < sum(swapped) < 12
        many.page.between.set_blind(False)
        assert not any(many.page.between.shown(article_id).swapped for article_id in ids)
        many.page.between.set_blind(True)
        assert [many.page.between.shown(article_id).swapped for article_id in ids] == swapped

    def test_no_name_shows(self, many):
        page = many.page
        shown = [side.name.text() for side in page.versions.columns]
        shown += many.classes
        for action in (page.actions_[name] for name in page.actions_.names()):
            shown += [action.text(), action.iconText(), action.toolTip()]
        combos = (page.list.bar.sorts, page.list.bar.which)
        shown += [box.itemText(row) for box in combos for row in range(box.count())]
        assert not [words for words in shown if "Anna" in words or "Ben" in words]

    def test_nor_how_much_either_marked(self, many):
        columns = many.page.versions.columns
        assert [side.facts.text() for side in columns][::2] == ["", ""]
        many.page.between.set_blind(False)
        many.waits()
        assert [side.facts.text() for side in columns][::2] == ["4 spans", "4 spans"]

    def test_a_key_takes_the_side_as_it_is_shown_and_keeps_the_true_one(self, many):
        page = many.page
        project = many.workspace.project
        for article_id in list(page.reading.articles):
            swapped = page.between.shown(article_id).swapped
            case = next(c for c in page.reading.of(article_id) if c.kind is Kind.OTHER_BOUNDARY)
            page.list.go_to(case)
            many.presses("A")
            decided = next(
                c.decision
                for c in page.reading.of(article_id)
                if c.kind is Kind.OTHER_BOUNDARY and c.decision
            )
            assert decided.took is (Took.B if swapped else Took.A)
            taken = project.spans_by_id(list(decided.gold_spans))[0]
            text = project.text(article_id)
            words = "Alibaba of theft" if swapped else "Anthropic accuses Alibaba of theft"
            assert taken.quoted(text) == words

    def test_several_rows_are_decided_for_their_true_sides_in_one_step(self, many):
        page = many.page
        page.show_class(Kind.OTHER_LABEL)
        select(many, *range(12))
        many.presses("A")
        many.waits()
        assert many.listed == []
        made = [
            case.decision
            for article_id in page.reading.articles
            for case in page.reading.of(article_id)
            if case.kind is Kind.OTHER_LABEL
        ]
        for one in made:
            assert one is not None
            assert one.took is (Took.B if page.between.shown(one.article_id).swapped else Took.A)
        many.presses("Ctrl+Z")
        many.qtbot.waitUntil(lambda: len(many.listed) == 12)

    def test_it_is_remembered(self, many, qtbot):
        other = Desk(qtbot, many.workspace).compares()
        assert other.page.between.blind
        assert other.page.between.shown("any").left == "left"
