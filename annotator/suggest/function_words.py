"""The small words of English by which a sentence can be cut into its parts."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _listed(
    "the a an this that these those his her its their our my your one two three four five six "
    "seven eight nine ten some many several few most all both another other any each every no more"
)
SUBJECT_PRONOUNS = _listed("he she they it we i you who everyone everybody nobody someone one")
PRONOUNS = SUBJECT_PRONOUNS | _listed("his her their its my our your him them whose")
AUXILIARIES = _listed(
    "is are was were be been being am has have had having do does did will would shall should can "
    "could may might must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't "
    "won't wouldn't can't couldn't shouldn't mustn't he's she's it's i'm they're we're you're "
    "they've we've i've he'd she'd they'd we'd i'd he'll she'll they'll that's there's what's "
    "ought gets got get cannot"
)
NOT = _listed("not never no longer")
ADVERBS = NOT | _listed(
    "also then later once again even just still only now ever already soon often always first "
    "last further too instead earlier recently today yesterday tonight simply rather quite very "
    "so far since back out up down off both all himself herself themselves itself apparently "
    "perhaps maybe indeed though however meanwhile reportedly allegedly thus therefore here there "
    "somewhat twice next previously nonetheless nevertheless sometimes long ago almost"
)
PREPOSITIONS = _listed(
    "in on at by for from with without under over after before during since until of to about "
    "against between among through within across into onto upon amid despite like near off per "
    "around beyond behind above below outside inside throughout toward towards via while when as "
    "because although though if unless whereas following regarding including"
)
SUBORDINATORS = _listed(
    "that because when while if as since although though whether until unless which whereas where "
    "why how what than so lest once who whom"
)
JOINERS = _listed("and but or nor yet")
DAYS = _listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december today yesterday tonight tomorrow morning "
    "afternoon evening night week month year jan. feb. aug. sept. oct. nov. dec."
)
PAST_FORMS = _listed(
    "said says told wrote went came took made gave got had kept left met put ran sat sent set "
    "showed stood won lost "
    "led grew became began broke brought built bought caught chose drew drove fell felt found flew "
    "forgot fought held hit kept knew lay let lit meant paid rose sold shot shut slept spent stuck "
    "struck swept swung thought threw wore goes comes takes makes gives gets keeps leaves meets "
    "puts runs sits sends sets shows stands wins loses leads grows becomes begins seems appears "
    "remains wants needs faces plans works plays uses hopes helps tries turns"
)
"""Verbs in a past form without -ed, and common ones in the present, that follow a subject."""


def is_adverb(word: str) -> bool:
    """Whether the word (in lower case) may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


_NOT_ADVERBS = _listed(
    "family july italy rally ally reply assembly bully supply fly sally kelly emily"
)


def looks_finite(word: str) -> bool:
    """Whether the word (in lower case) is, by its look, the verb of a clause."""
    return (
        word in AUXILIARIES
        or word in PAST_FORMS
        or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST)
    )


_NOT_PAST = _listed(
    "united hundred indeed speed need sacred naked wicked so-called self-described self-proclaimed "
    "armed unnamed limited alleged proposed retired aged advanced experienced"
)

SMALL = _listed(
    "a an the and but or nor for of to in on at by with from as into over is vs v per via than who "
    "speaking working now near close"
)
"""Words that stay small in a title, or that end the first part of a description."""

WITH_PRONOUN = frozenset(
    word for word in AUXILIARIES if "'" in word and word.split("'")[0] in SUBJECT_PRONOUNS
)
"""he's, they've: a subject and its verb in one word."""

PLACES = _listed("in at on during from of after before near with for to amid")
"""Words before a place or an occasion, which does not speak."""

STOPS_BEHIND = _listed(
    "on during after before when while as in at because if via following amid since until through "
    "to about with last this that"
)
"""Words that end a speaker behind the cue: said Ann Lee on Monday."""

MODALS = _listed(
    "to will would can could may might must shall should do does did don't doesn't didn't won't "
    "wouldn't can't couldn't cannot let's and or not who people men women i'll we'll they'll he'll "
    "she'll i'd we'd they'd he'd she'd"
)
"""Words behind which the basic form of a verb stands."""

NOT_NOUNS = (
    PREPOSITIONS | SUBORDINATORS | JOINERS | AUXILIARIES | DETERMINERS | PRONOUNS | ADVERBS | DAYS
)
"""Words that are surely no nouns."""
