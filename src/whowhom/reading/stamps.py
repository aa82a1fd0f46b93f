"""The day that the top of a text shows: a stamp, a byline with a date, or a dateline."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from whowhom.errors import ReadingError
from whowhom.reading.fields import date_of

TOP: Final = 800
"""Characters at the top of a text in which its date is looked for."""
_MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_WRITTEN: Final = (
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)(?:T[\d:.]+Z?)?|(?P<day>{_DAY} {_MONTH},? \d{{4}}|{_MONTH} {_DAY},? \d{{4}}))\b"
)
_WEEKDAY: Final = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_CLOCK: Final = r"(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?,? |\d{4} [a-z]{3}(?: \(\d{4} [a-z]{3}\))?,? )?"
_NAME: Final = r"(?-i:[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){0,3})"
_STAMP: Final = (
    r"\W*(?:(?:(?:first |last )?(?:published|posted|updated|modified|issued|date)\b[^\n\d]{0,30})?|"
    rf"by {_NAME}(?: and {_NAME})?(?:,| ?[|•·–—-]) )"
    rf"{_CLOCK}{_WEEKDAY}{_WRITTEN}[^\n]{{0,25}}$"
)
"""Published in The Herald, May 3rd, 2021. Thu 4 Aug 2022 18.23 BST. By Ann Lee | May 3, 2021."""
_DATELINE: Final = (
    rf"{_NAME}(?:, [^\n]{{1,25}}?)?,?(?: \([^()\n]{{2,40}}\))? {_WRITTEN}\s*(?:[-–—:(/]|, {_NAME} ?[-–—:]|$)"
)
"""GENEVA/PARIS, 3 May 2021 (Wire) -. GENEVA (Wire) 3 May 2021:. GENEVA, 3 May 2021, Wire -."""
_SHAPES: Final = tuple(re.compile(rf"(?m)^{shape}", re.IGNORECASE) for shape in (_STAMP, _DATELINE))


def shown(text: str) -> date | None:
    """The date that the top of a text shows, when it shows one day only."""
    top = text[:TOP]
    try:
        found = {
            date_of(match["iso"] or match["day"].replace(",", "")) for shape in _SHAPES for match in shape.finditer(top)
        }
    except ReadingError:
        return None
    return found.pop() if len(found) == 1 else None
