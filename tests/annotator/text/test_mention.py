"""Names, descriptions and pronouns."""

import pytest

from annotator.text.mention import form_of


@pytest.mark.parametrize(
    ("mention", "form"),
    [
        ("Ada Lovelace", "name"),
        ("Ludwig van Beethoven", "name"),
        ("the Bank of England", "name"),
        ("The Guardian", "name"),
        ("Dr. Jean-Luc O’Brien", "name"),
        ("G20", "name"),
        ("7-Eleven", "name"),
        ("田中", "name"),
        ("Ada Lovelace’s", "name"),
        ("a spokesman", "description"),
        ("The company", "description"),
        ("former Google engineer", "description"),
        ("three of the people", "description"),
        ("officials", "description"),
        ("the", "description"),
        ("", "description"),
        ("…", "description"),
        ("he", "pronoun"),
        ("She", "pronoun"),
        ("They", "pronoun"),
    ],
)
def test_form(mention: str, form: str) -> None:
    assert form_of(mention) == form
