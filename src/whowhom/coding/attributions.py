"""Attributions made whole before anyone is linked: quotations that go on, and who speaks within what is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from whowhom.coding.quotations import Quotation, quotations
from whowhom.types import Analysis, Attribution, Span

_WORD: Final = re.compile(r"\w")
_FULL_STOP: Final = re.compile(r"[.!?…][\"'”’»`]*\s*\Z")
_SENTENCE_BEGINS: Final = re.compile(r"\s*(?:[\"'“‘«`(\[]*[A-Z0-9]|\Z)")
RULES = set("ABCDE")

def complete(analysis: Analysis) -> Analysis:
    paragraphs = [block.span for block in analysis.body.kept]
    quoted = quotations(analysis.article.text, paragraphs)
    attributions = _carried_on(analysis.article.text, analysis.attributions, paragraphs, quoted)
    return replace(analysis, attributions=attributions)


def _carried_on(text, attributions, paragraphs, quoted):
    result = list(attributions)
    before = None; before_par=None; prevpar=None
    for number, (paragraph, found) in enumerate(zip(paragraphs, quoted, strict=True)):
        for place, quotation in enumerate(found):
            if not owners(result, quotation):
                heirs = ()
                first = place == 0
                rule=''
                if before is not None:
                    last, where = before
                    own = owners(result, last)
                    at_start = not _WORD.search(text, paragraph.start, quotation.span.start)
                    whole = at_start and not _WORD.search(text, quotation.span.end, paragraph.end)
                    if where == number - 1 and at_start and not last.closed and last.span.end==paragraphs[where].end: rule='A'
                    elif where == number - 1 and whole and first and last.kind==quotation.kind and len(re.findall(r'\w+',quotation.span.of(text)))>=4 and text.find(quotation.span.of(text).strip('"“”'))>=quotation.span.start: rule='B'
                    elif where == number and alone(text, paragraph, quotation): rule='C'
                    elif where == number and between(text,last,quotation,result,own): rule='F'
                    if rule in RULES: heirs = own
                if not heirs and not rule and alone(text,paragraph,quotation):
                    cands=[n for n,a in enumerate(result) if a.cue and a.cue[0].start>=paragraph.start and a.cue[-1].end<=quotation.span.start]
                    if cands and not (before and before[1]==number): rule='D'
                    elif first and number and not _WORD.search(text, paragraph.start, quotation.span.start) and not _WORD.search(text, quotation.span.end, paragraph.end):
                        p=paragraphs[number-1]
                        cands=[n for n,a in enumerate(result) if a.cue and a.cue[0].start>=p.start and a.cue[-1].end<=p.end]
                        rule='E'
                    if rule in RULES and cands:
                        heirs=cands[-1:]
                for heir in heirs:
                    result[heir] = replace(result[heir], content=(*result[heir].content, quotation.span))
                    LOG.append((rule,heir,quotation.span))
            before = quotation, number
    return tuple(result)
LOG=[]

def owners(attributions, quotation):
    return [n for n, a in enumerate(attributions) if any(p.overlaps(quotation.span) for p in a.content) and not any(p.within(quotation.span) for p in a.cue)]

def alone(text, paragraph, quotation):
    left = text[paragraph.start:quotation.span.start]
    return (not _WORD.search(left) or _FULL_STOP.search(left) is not None) and _FULL_STOP.search(quotation.span.of(text)) is not None and _SENTENCE_BEGINS.match(text, quotation.span.end) is not None

def between(text, last, quotation, attributions, own):
    gap = Span(last.span.end, quotation.span.start)
    if re.search(r"[.!?]\s+[A-Z]", gap.of(text)) or not re.search(r'[,:–—]\s*$',gap.of(text)): return False
    if not re.search(r'[,–—-][^\w\s]*$', last.span.of(text)): return False
    return any(p.within(gap) for n in own for p in attributions[n].cue)
