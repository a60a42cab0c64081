"""Abbreviations of English news prose, written with a dot that ends no sentence by itself."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _listed(
    "Dr Drs Mr Mrs Ms Mx Messrs Mme Mlle Prof Hon Rev Fr Sr St Ste Mt Ft Gen Lt Col Maj Capt Cpl "
    "Sgt Cmdr Adm Brig Pvt Insp Supt Det Gov Sen Rep Pres Amb Atty Treas"
)
"""Stand before a name: the sentence always goes on."""

SUFFIXES = _listed(
    "Inc Ltd Co Corp Cos Bros Jr Esq Dept Univ Assn Ave Blvd Rd Pty Plc plc al etc "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky Mass Md Mich Minn Mo Mont Neb Nev "
    "Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que"
)
"""Stand after a name: the sentence may end with them."""

NUMBERED = _listed(
    "No Nos no nos Art art Sec sec Fig fig Figs Vol vol Ch ch Para para pp p Pt pt cl ca "
    "approx est Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
"""Stand before a number: the sentence goes on when one follows."""

INNER = _listed("vs v cf viz incl e.g i.e eg ie a.k.a aka")
"""Never end a sentence while words follow."""

STARTERS = _listed(
    "the a an this that these those it its he she they we i you his her their our my your in on at "
    "by for from with without under over after before during since until while when where why how "
    "what who which if as although though because but and or so yet however meanwhile then there "
    "here now no not only some many most more all both each every any one two another other such "
    "still also according despite is are was were do does did has have had can could will would "
    "should may might must"
)
"""Words that begin a sentence far more often than they go on with a name."""

_WORDS_TOO = _listed("Mass Ill Wash Ore Ind Del al Hon Fr Pa Miss")
_MONTHS = _listed("Jan Feb Apr Jun Jul Aug Sept Sep Oct Nov Dec")

WITH_DOT = (TITLES | SUFFIXES | _MONTHS | {"vs", "cf", "viz", "approx"}) - _WORDS_TOO
"""Those whose dot belongs to the word wherever they stand; none is an everyday word itself."""
