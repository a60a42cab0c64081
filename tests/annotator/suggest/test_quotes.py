"""Quotations with their speakers and cues, in sentences made up for it."""

import pytest

from annotator.model.suggestion import Source
from annotator.paths import resource
from annotator.suggest.cues import CueKind, load_lexicon
from annotator.suggest.quotation import OFFERED, QuoteKind, SpeakerForm, SpeakerType
from annotator.suggest.quotes import Quotes, find_quotations
from annotator.suggest.suggester import ArticleText, Material, Suggester
from tests.annotator.suggest.quoted import LEXICON, found, only, said


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“The mine is safe,” she said.", "she", "said"),
        ("“The mine is safe,” Lee, Park and Cho said.", "Lee, Park and Cho", "said"),
        ("“The mine is safe,” Lee, Park, and Cho said.", "Lee, Park, and Cho", "said"),
        ("“The mine is safe,” Ann Lee, Park and Cy Cho said.", "Ann Lee, Park and Cy Cho", "said"),
        ("Lee, Park and Cho said: “The mine is safe.”", "Lee, Park and Cho", "said"),
        ("In Ulmen, Park and Cho said: “The mine is safe.”", "Park and Cho", "said"),
        ("However, Park and Cho said: “The mine is safe.”", "Park and Cho", "said"),
        ("On Monday, Park and Cho said: “The mine is safe.”", "Park and Cho", "said"),
        ("He met Lee, Park and Cho said: “The mine is safe.”", "Park and Cho", "said"),
        ("“The mine is safe” (so said Vold) and sound.", "Vold", "said"),
        ("“The mine is safe,” (so said Mara Vold) and left.", "Mara Vold", "said"),
        ("“The mine is safe” (as Mara Vold said).", "Mara Vold", "said"),
        ("She disagreed: “The mine is not safe.”", "She", "disagreed"),
        ("Vold was angry: “The mine is not safe.”", "Vold", "was angry"),
        ("Vold: “The mine is not safe and never was.”", "Vold", ":"),
        ("“The mine is safe,” said Mara Vold.", "Mara Vold", "said"),
        ("“Is the mine safe?” Mara Vold asked.", "Mara Vold", "asked"),
        ("“The mine is safe,” Mr. Ottokar later added.", "Mr. Ottokar", "added"),
        (
            "“The mine is safe,” said Mara Vold, a spokeswoman for Kessel, on Monday.",
            "Mara Vold, a spokeswoman for Kessel",
            "said",
        ),
        (
            "“The mine is safe,” Mara Vold, who runs the pit in Ulmen, told reporters.",
            "Mara Vold, who runs the pit in Ulmen",
            "told",
        ),
        ("“The mine is quite safe,” according to the report.", "the report", "according to"),
        ("“The mine is safe,” thundered the old foreman.", "the old foreman", "thundered"),
        ("“The mine is safe,” Vold surmised at noon.", "Vold", "surmised"),
        ("“The mine is safe,” glooped the old foreman.", "the old foreman", "glooped"),
        ("“The mine is safe,” Mara Vold glooped.", "Mara Vold", "glooped"),
        ("“The mine is safe,” Vold shot back.", "Vold", "shot"),
        ("“The mine is safe,” said one angry resident.", "one angry resident", "said"),
        ("“The mine is safe and sound.” – Mara Vold, miner", "Mara Vold, miner", "–"),
        ("“The mine is safe and sound.”\n\n—Mara Vold.", "Mara Vold", "—"),
        ("Mara Vold said: “The mine is safe.”", "Mara Vold", "said"),
        ("In a statement, a spokesperson said: “The mine is safe.”", "a spokesperson", "said"),
        ("The foreman told us, “The mine is safe.”", "The foreman", "told"),
        ("Mara Vold, head of the pit, insisted: “The mine is safe.”", "Mara Vold", "insisted"),
        ("Ottokar: “The mine is safe and it will stay so.”", "Ottokar", ":"),
        ("Kessel has denied the claims, calling them “baseless and mean”.", "Kessel", "calling"),
        ("Vold called the plan “a great mess” in March.", "Vold", "called"),
        ("The ministry said it was “monitoring the mine closely”.", "The ministry", "said"),
        ("The pit is “a ruin of its own making,” Vold said.", "Vold", "said"),
        ("Vold’s claim that the pit was “safe as a house” was laughed at.", "Vold", "claim"),
        ("Vold has repeatedly warned of “a slow disaster” there.", "Vold", "has repeatedly warned"),
        ("The council is said to be “looking into the mine”.", "The council", "is said to be"),
        (
            "According to the firm, the pit was “safe as a house”.",
            "the firm",
            "According to",
        ),
        (
            "According to Mara Vold, who runs it, the pit was “safe as a house”.",
            "Mara Vold, who runs it",
            "According to",
        ),
        ("It was described as “a slow disaster” by a miner.", "a miner", "was described"),
        (
            "“The mine is safe,” the headline in the Miner’s Daily declared.",
            "the headline in the Miner’s Daily",
            "declared",
        ),
        ("‘The mine is safe’ says minister\n\nShe spoke on Monday.", "minister", "says"),
    ],
)
def test_speaker_and_cue(text, speaker, cue):
    one = only(text)
    assert one.cue == cue
    assert speaker in one.speaker
    assert len(one.speaker) <= len(speaker) + len(", head of the pit")


def test_an_interrupted_quotation_is_one_with_two_pieces():
    one = only("“The mine is safe,” she said. “It always was.”")
    assert one.pieces == ["“The mine is safe,”", "“It always was.”"]
    one = only("“The mine,” said Mara Vold, “is safe.”")
    assert one.pieces == ["“The mine,”", "“is safe.”"]
    assert one.speaker == "Mara Vold"


def test_the_second_piece_may_stand_in_the_next_paragraph():
    one = only("“The mine is safe,” she said.\n\n“It always was, and it will be.”\n")
    assert len(one.pieces) == 2


def test_what_is_told_of_the_speaker_between_two_pieces_is_no_second_cue():
    text = "“It is safe,” says a miner, speaking on condition of anonymity, “and it will stay so.”"
    assert only(text) == (["“It is safe,”", "“and it will stay so.”"], "a miner", "says")


def test_a_second_cue_makes_a_second_quotation():
    both = said("“The mine is safe,” Vold said. “It never was,” Ottokar replied.")
    assert [one.speaker for one in both] == ["Vold", "Ottokar"]
    assert [one.cue for one in both] == ["said", "replied"]


def test_a_sentence_between_makes_a_second_quotation():
    both = said("“The mine is safe,” Vold said. The wind rose. “It always was a good one.”")
    assert [one.pieces for one in both] == [
        ["“The mine is safe,”"],
        ["“It always was a good one.”"],
    ]
    assert both[1].speaker == "Vold"


def test_a_quotation_over_paragraphs_is_one_range_with_its_speaker():
    text = "“We dug for years.\n\n“Now we stop,” Vold said."
    one = only(text)
    assert one.pieces == ["“We dug for years.\n\n“Now we stop,”"]
    assert one.speaker == "Vold"


def test_the_speaker_may_stand_in_the_paragraph_before():
    one = only("Then Vold continued:\n\n“The pit was never safe.”")
    assert (one.speaker, one.cue) == ("Vold", "continued")


def test_the_sentence_before_may_say_who_speaks():
    both = said("“I am off,” Ottokar said.\n\nVold said that it rained.\n\n“It is a great pity.”")
    assert both[1].speaker == "Vold"


def test_whoever_tells_of_it_is_the_speaker():
    assert only("Vold said she thought it was “a total waste of time”.").speaker == "Vold"
    assert only("Vold said Ottokar had called it “a waste of good time”.").speaker == "Vold"
    coordinate = "Vold said nothing, and Ottokar called it “a waste of good time”."
    assert only(coordinate).speaker == "Ottokar"


def test_a_time_or_place_is_no_speaker():
    text = "Vold, who has in the past described it as “a waste of good time”, left."
    assert "past" not in only(text).speaker


def test_a_noun_that_looks_like_a_verb_is_no_cue():
    text = "Vold said he had received offers for the pit, but “the offers were far too low.”"
    assert only(text).cue == "said"


def test_a_pronoun_and_a_relative_pronoun_are_speakers_themselves():
    assert only("Vold, who called it “a waste of time”, left.").speaker == "who"


@pytest.mark.parametrize(
    "text",
    [
        "She watched ‘Dark Harbour’ on Sunday.",
        "They sang “Silver and Gold” at noon.",
        "The model has a ‘conscience’ of its own.",
        "The government is planning a 'Deep Mining Act' for the region.",
        "The so-called “clean pit” was closed.",
        "It was known as the “Long Hole” for years.",
        "Rules are built on ‘honest and fair’ digging.",
    ],
)
def test_titles_terms_and_laws_are_no_quotations(text):
    assert said(text) == []
    assert all(one.score < OFFERED and one.reason for one in found(text, guesses=True))


def test_a_title_that_is_said_is_a_quotation():
    assert only("“Dig It All Up,” Vold said.").speaker == "Vold"


def test_single_marks_beside_double_ones_are_terms():
    text = "Vold warned of ‘pit fever’ there. “We must close the mine,” she said."
    assert [one.pieces for one in said(text)] == [["“We must close the mine,”"]]


def test_a_mark_that_stays_open_is_a_guess_at_most():
    text = "Vold said “the pit is not safe at all.\nThen she left."
    assert said(text) == []
    (guess,) = found(text, guesses=True)
    assert guess.score < OFFERED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The mine is safe,” she said.", QuoteKind.WHOLE),
        ("She said: “The mine is safe.”", QuoteKind.WHOLE),
        ("She said it was “safe and sound there”.", QuoteKind.FRAGMENT),
        ("She said: “[We] dug here for years.”", QuoteKind.WHOLE),
        ("She said: ‘’Tis a pity that the pit is shut.’", QuoteKind.WHOLE),
    ],
)
def test_kind(text, kind):
    (one,) = found(text)
    assert one.kind == kind


@pytest.mark.parametrize(
    ("speaker", "form", "kind"),
    [
        ("Mara Vold", SpeakerForm.NAME, SpeakerType.NAMED),
        ("Dr. Mara Vold, head of the pit,", SpeakerForm.NAME, SpeakerType.NAMED),
        ("Vold", SpeakerForm.NAME, SpeakerType.NAMED),
        ("the spokesman Mara Vold", SpeakerForm.NAME, SpeakerType.NAMED),
        ("a spokesperson", SpeakerForm.DESCRIPTION, SpeakerType.UNNAMED),
        ("a senior Kessel engineer", SpeakerForm.DESCRIPTION, SpeakerType.UNNAMED),
        ("a Downing Street spokesperson", SpeakerForm.DESCRIPTION, SpeakerType.UNNAMED),
        ("miners", SpeakerForm.DESCRIPTION, SpeakerType.UNNAMED),
        ("the company", SpeakerForm.DESCRIPTION, SpeakerType.ORGANISATION),
        ("Kessel", SpeakerForm.NAME, SpeakerType.ORGANISATION),
        ("the Mining Authority", SpeakerForm.NAME, SpeakerType.ORGANISATION),
        ("the report", SpeakerForm.DESCRIPTION, SpeakerType.DOCUMENT),
        ("she", SpeakerForm.PRONOUN, SpeakerType.NAMED),
        ("I", SpeakerForm.PRONOUN, SpeakerType.WRITER),
    ],
)
def test_what_kind_of_speaker(speaker, form, kind):
    (one,) = found(f"Mara Vold came. “The mine is not safe,” {speaker} said.")
    assert (one.form, one.type) == (form, kind)


def test_brackets_with_more_than_a_cue_are_none():
    one = only("Vold called it “a mess” (Park said nothing of it) and left.")
    assert (one.speaker, one.cue) == ("Vold", "called")


def test_no_speaker():
    (one,) = found("“The mine is not safe at all, and we knew.”")
    assert (one.speaker, one.form, one.type) == (None, None, SpeakerType.NONE)


def test_every_quotation_says_why():
    text = "“The mine is safe,” she said. Vold called it “a great mess”. “We all knew of it.”"
    assert all(one.reason.endswith(".") and 0 <= one.score <= 1 for one in found(text))


def material(*texts: str) -> Material:
    given = [ArticleText(f"a{number}", "x", text) for number, text in enumerate(texts)]
    return Material(given, {}, {})


def test_the_suggester_proposes_with_the_attributes_of_the_scheme():
    suggester: Suggester = Quotes(LEXICON)
    text = "“The mine is safe,” said a spokesperson."
    (one,) = suggester.suggest(material(text, ""))
    assert (suggester.source, one.label, one.article_id) == (Source.QUOTES, "quote", "a0")
    assert dict(one.attributes) == {"kind": "whole sentences", "speaker type": "unnamed person"}
    assert one.speaker is not None
    assert text[one.speaker.start : one.speaker.end] == "a spokesperson"
    assert one.cue is not None
    assert text[one.cue.start : one.cue.end] == "said"


def test_the_values_are_those_of_the_scheme_that_ships():
    scheme = resource("schemes/news-stories.json").read_text(encoding="utf-8")
    assert all(f'"{value}"' in scheme for value in (*QuoteKind, *SpeakerType, *SpeakerForm))


def test_guesses_only_where_they_are_wanted():
    text = "She watched ‘Dark Harbour’ on Sunday."
    assert list(Quotes(LEXICON).suggest(material(text))) == []
    assert len(list(Quotes(LEXICON, guesses=True).suggest(material(text)))) == 1


def test_progress_is_told_and_may_stop_it():
    class Stopped(Exception):
        """What the caller raises."""

    def stop(done: int, total: int, what: str) -> None:
        assert (total, what) == (2, "x")
        if done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        list(Quotes(LEXICON).suggest(material("a", "b"), stop))


def test_the_lexicon_can_be_another(tmp_path):
    file = tmp_path / "cues.json"
    text = resource("lexicons/cues.json").read_text(encoding="utf-8")
    file.write_text(text.replace('"say", "tell"', '"gloop", "say", "tell"'), encoding="utf-8")
    lexicon = load_lexicon(file)
    assert lexicon.verbs["glooping"].kind is CueKind.SAY
    (one,) = find_quotations("In time “we go” was glooped: “the pit is bad,” Vold gloops.", lexicon)
    assert one.cue is not None


def test_forms_of_verbs():
    forms = LEXICON.verbs
    assert {"says", "said", "saying", "cried", "cries", "pushes", "denying"} <= forms.keys()
    assert forms["said"].past
    assert forms["saying"].going
    assert forms["said"].base == "say"
