"""What a mention of somebody is: a name, a description or a pronoun."""

import regex

_PRONOUNS = """
i me we us you he him she her they them it one who whom this that these those himself herself
themselves itself myself ourselves yourself somebody someone anyone everyone everybody nobody
others another both many some several few all
"""
_DETERMINERS = """
a an the this that these those my our your his her its their one two three four five several
some many other another both every each no
"""
_SMALL = """
of the and for in on at to de del della der den di da do dos du la le les el al bin ibn van
von zu y e & ’s 's s
"""
"""Words that stay small inside a name."""
PRONOUNS, DETERMINERS, SMALL = (
    frozenset(words.split()) for words in (_PRONOUNS, _DETERMINERS, _SMALL)
)
_WORD = regex.compile(r"[\p{L}\p{N}&’'.\-]+")

NAME, DESCRIPTION, PRONOUN = "name", "description", "pronoun"


def form_of(mention: str) -> str:
    """`name`, `description` or `pronoun`, told by the words alone.

    Every word of a name begins with a capital or a digit, small linking words aside; a determiner
    before it does not count. Scripts without capitals give `name`.
    """
    words = _WORD.findall(mention)
    if not words:
        return DESCRIPTION
    if len(words) == 1 and words[0].casefold() in PRONOUNS:
        return PRONOUN
    while words and words[0].casefold() in DETERMINERS:
        words = words[1:]
    telling = [word for word in words if word.casefold() not in SMALL]
    if telling and not any(word[0].islower() for word in telling):
        return NAME
    return DESCRIPTION
