"""Sources that nobody can trace: without a name, or without an organisation to ask."""

from collections.abc import Iterator

import regex

from annotator.model.span import Fragment
from annotator.suggest.places import Taken
from annotator.suggest.signs_found import Found, Sign, shown

_WHO = r"(?:sources?|insiders?|persons?|people|individuals?|officials?|aides?|employees?|someone)"
_CLOSE = r"(?:close\ to|familiar\ with|with\ (?:direct\ )?knowledge\ of|briefed\ on)"
_NAMELESS = (
    r"(?:speaking|spoke|speaks|talking|talked)\ (?:only\ )?(?:on|under)\ (?:the\ )?condition\ of\ "
    r"anonymity|(?:on|under)\ (?:the\ )?condition\ of\ anonymity"
    r"|(?:who\ )?(?:asked|asking|requested|requesting|preferred|wished)\ (?:not\ to\ "
    r"be\ (?:named|identified)|to\ remain\ (?:anonymous|unnamed|nameless))"
    r"|who\ declined\ to\ be\ (?:named|identified)"
)
_SAY = (
    r"(?:say|said|suggest|suggested|warn|warned|believe|believed|claim|claimed|confirm|confirmed|"
    r"indicate|indicated|argue|argued|fear|feared|predict|predicted|tell|told|report|reported|"
    r"reveal|revealed|agree|agreed|insist|insisted)"
)
_NOT = r"(?i:the|these|those|both|but|and|or|so|yet|while|as|if|when|that|to|of|by|from|with|for)\b"
_KIND = (
    r"(?:some|many|most|several|industry|security|legal|senior|inside|government|multiple|unnamed|"
    r"anonymous|independent|(?!" + _NOT + r")\p{Lu}\p{Ll}+)"
)
_VAGUE = r"(?:sources|insiders|experts|observers|analysts|watchers|pundits)"
_ROLE = (
    r"(?:Lead|Expert|Specialist|Strategist|Consultant|Futurist|Enthusiast|Evangelist|"
    r"Correspondent|Advocate|Visionary|Influencer|Guru|Commentator|Professional)"
)
_SOURCE = regex.compile(
    rf"""
      (?P<close> \b(?:(?:an?|one|two|three|several|some|multiple|many)\ )?
          (?:(?!{_NOT})\p{{L}}[\p{{L}}’'\-]*\ )? {_WHO}\ (?:who\ (?:is|are|was|were)\ )?{_CLOSE}
          \ (?:(?:the|this|his|her|its|their)\ )?\p{{L}}[\p{{L}}\p{{N}}\-]*+ )
    | (?P<nameless> \b(?:{_NAMELESS})\b )
    | (?P<vague> (?<![\p{{L}}\-’'])(?:{_KIND}\ ){{0,2}}{_VAGUE}
          \ (?:have\ |had\ )?(?:also\ |now\ |already\ |widely\ )?{_SAY}\b (?!\ (?:by|at|from)\b) )
    | (?P<according> \b[Aa]ccording\ to\ (?:{_KIND}\ ){{0,2}}{_VAGUE}\b
          (?!\ (?:at|from|of|in|with|for|close|familiar|who)\b) )
    | (?P<former> (?<!,\ )\b[Aa]n?\ former\ (?:[\p{{Ll}}\-]+\ ){{1,4}}?
          (?:who\ is\ |who\ works\ )?now\ (?:at|with|working|employed)\b
          (?!\ (?:(?:at|for|with|the)\ )?\p{{Lu}})(?:\ [\p{{Ll}}\-]+){{0,3}} )
    | (?P<persona> \b\p{{Lu}}\p{{Ll}}+(?:\ \p{{Lu}}[\p{{L}}’'\-]+){{1,2}},\ (?:(?:our|an?|the)\ )?
          (?:\p{{Lu}}[\p{{L}}\-]*\ (?:(?:&|and|/)\ )?){{1,5}}?{_ROLE}\b
          (?!,?\ (?:at|of|for|with|from|in|on|to|and)\b|,?\ \p{{Lu}}) )
    """,
    regex.VERBOSE | regex.VERSION1,
)
_REASONS = {
    "close": "said to be close, but neither name nor function",
    "nameless": "a source without a name",
    "vague": "nobody is named who says so",
    "according": "nobody is named who says so",
    "former": "neither a name nor an employer that could be asked",
    "persona": "a role without an organisation that could be asked",
}


def untraceable_sources(text: str, spoken: Taken) -> Iterator[Found]:
    """One find for each source; what quoted people say of theirs is passed over."""
    for match in _SOURCE.finditer(text):
        place = Fragment(*match.span())
        kind = next((name for name in _REASONS if match.start(name) >= 0), "")
        if kind and not spoken.overlaps(place):
            yield Found(Sign.SOURCE, (place,), f"“{shown(text, place)}”: {_REASONS[kind]}")
