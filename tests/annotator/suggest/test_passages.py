"""Which marks belong together, and which are none."""

import pytest

from annotator.suggest.passages import passages


def quoted(text: str, *, closed: bool = True) -> list[str]:
    return [text[one.start : one.end] for one in passages(text) if one.closed or not closed]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said “go” and left.", ["“go”"]),
        ('He said "go" and left.', ['"go"']),
        ("He said ''go'' and left.", ["''go''"]),
        ("He said 'go now' and left.", ["'go now'"]),
        ("He said ‘go now’ and left.", ["‘go now’"]),
        ("Er sagte „geh jetzt“ und ging.", ["„geh jetzt“"]),
        ("Il a dit « va-t’en » et partit.", ["« va-t’en »"]),
        ("Er sagte »geh jetzt« und ging.", ["»geh jetzt«"]),
        ("彼は「行け」と言った。", ["「行け」"]),
        ("他说“你好”然后走了。", ["“你好”"]),
        ("He said ‹go now› and left.", ["‹go now›"]),
    ],
)
def test_marks_of_every_kind_pair(text, wanted):
    assert quoted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "It’s Kessel‘s and it isn't Mara`s.",
        "The ’90s, the '80s and '16 were fine.",
        "’Tis said 'twas so, and give 'em 'til noon.",
        "The workers' rights and the drivers’ pay.",
        "He is 6'2\" tall and she is 5'11\".",
        "rock ’n’ roll and fish 'n' chips",
    ],
)
def test_apostrophes_are_no_marks(text):
    assert quoted(text, closed=False) == []


def test_apostrophes_inside_single_marks_do_not_close():
    text = "‘We can’t wait, it’s Mara‘s mine,’ she said."
    assert quoted(text) == ["‘We can’t wait, it’s Mara‘s mine,’"]
    text = "'We can't wait, it’s Mara‘s mine,' she said."
    assert quoted(text) == ["'We can't wait, it’s Mara‘s mine,'"]


def test_a_plural_possessive_inside_single_marks_does_not_close():
    text = "‘The miners’ families were told,’ she said."
    assert quoted(text) == ["‘The miners’ families were told,’"]


def test_only_the_outermost_marks_count():
    assert quoted("She said “he told me ‘go’ twice” and left.") == ["“he told me ‘go’ twice”"]
    assert quoted("She said ‘he told me “go” twice’ today.") == ["‘he told me “go” twice’"]
    assert quoted("She said “he told me “go” twice” and left.") == ["“he told me “go” twice”"]


def test_pairs_stay_within_a_paragraph():
    text = "He said “go.\nShe said “stay” then."
    assert quoted(text) == ["“stay”"]


def test_an_open_quotation_goes_on_in_the_next_paragraph():
    text = "“We dug for years.\n\n“We found nothing.\n\n“Now we stop,” she said."
    found = passages(text)
    assert [text[one.start : one.end] for one in found] == [text[: text.index(" she")]]
    assert found[0].closed
    assert found[0].paragraphs == 3


def test_an_open_quotation_goes_on_to_the_mark_that_closes_it():
    text = "“We dug for years.\nWe found nothing.”\nThen they left."
    assert quoted(text) == ["“We dug for years.\nWe found nothing.”"]


def test_a_mark_that_stays_open_ends_with_its_paragraph():
    text = "He said “go home.\nNobody went."
    found = passages(text)
    assert [(text[one.start : one.end], one.closed) for one in found] == [("“go home.", False)]


def test_a_single_mark_that_stays_open_is_none():
    assert passages("He went 'home.\nNobody else did.") == []


def test_a_mark_at_the_wrong_side_is_read_by_where_it_stands():
    assert quoted("He called it ”rubbish” and left.") == ["”rubbish”"]
    assert quoted("He called it “rubbish“ and left.") == ["“rubbish“"]


def test_places_of_the_words_inside():
    text = "He said “go”."
    (one,) = passages(text)
    assert text[one.inner : one.inner_end] == "go"


@pytest.mark.parametrize(
    "text", ["", "“", "”", '"', "''", "“”", "'", "\n", "„“", "“\n”", "『", "‘‘‘"]
)
def test_nothing_but_marks(text):
    assert quoted(text) == []
