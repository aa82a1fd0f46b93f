"""Which blocks of an article are story and which stand around it, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whowhom.cleaning.furniture import Catalogue, plain, table
from whowhom.cleaning.paragraphs import ends_sentence, paragraphs
from whowhom.cleaning.repeats import key, repeats
from whowhom.cleaning.tables import tables
from whowhom.types import Article, Block, Body, Span

HEAD: Final = 8
"""Blocks. Section names, dates and the headline stand among the first; two or three are usual."""
HEADLINE_WORDS: Final = 30
"""Words. The longest headlines of news in English have about 25."""
LINK_WORDS: Final = 25
"""Words. The unpunctuated lines of a list of links are headlines, a little shorter than the longest."""
DATELINE_BLOCKS: Final = 3
"""Paragraphs in which a dateline is looked for: a summary or an editor's note may stand before it."""


def clean(article: Article) -> Body:
    """The article's blocks in order, each with its kind, whether it is story, and why.

    Every character that is not white space lies in exactly one block. What is not surely furniture stays;
    should nothing be left, all of it stays.
    """
    furniture = table()
    text = article.text
    spans = paragraphs(text, lambda line: furniture.match(plain(line), head=False) is not None)
    if len(spans) == 1:
        blocks = [Block(spans[0], "body", True, "the whole text is one paragraph")]
    else:
        lines = [plain(span.of(text)) for span in spans]
        blocks = _judge(spans, lines, article, furniture)
    if not any(block.kept for block in blocks):
        blocks = [replace(block, kind="body", kept=True, reason="nothing else is left") for block in blocks]
    return Body(article, tuple(_without_dateline(blocks, text, furniture)))


def _judge(spans: Sequence[Span], lines: Sequence[str], article: Article, furniture: Catalogue) -> list[Block]:
    """A verdict on each paragraph of a text that has several."""
    blocks = [
        _by_shape(span, line, index < HEAD, article, furniture)
        for index, (span, line) in enumerate(zip(spans, lines, strict=True))
    ]
    title = _title(blocks, lines, article.title)
    if title is not None:
        blocks[title] = Block(spans[title], "title", True, "the headline")
    for index, (kind, reason) in repeats(lines, title).items():
        if blocks[index].kept:
            blocks[index] = Block(spans[index], kind, False, reason)
    _drop_links(blocks, lines, furniture)
    for index in tables([span.of(article.text) for span in spans], [_is_story(block) for block in blocks]):
        blocks[index] = Block(spans[index], "table", False, "is a row of a table of figures")
    return blocks


def _is_story(block: Block) -> bool:
    return block.kept and block.kind == "body"


def _by_shape(span: Span, line: str, head: bool, article: Article, furniture: Catalogue) -> Block:
    """The verdict on a paragraph by its own words alone."""
    if not any(character.isalnum() for character in line):
        return Block(span, "boilerplate", False, "has no words")
    if article.author and head and key(line) == key(article.author):
        return Block(span, "byline", False, "is the author's name")
    entry = furniture.match(line, head=head)
    if entry is None:
        return Block(span, "body", True, "story")
    return Block(span, entry.kind, False, entry.reason)


def _title(blocks: Sequence[Block], lines: Sequence[str], given: str | None) -> int | None:
    """The index of the headline: the line that is the given title, else a first line that looks like one."""
    wanted = key(given) if given else ""
    for index, line in enumerate(lines[:HEAD]):
        found = key(line)
        if wanted and found and (found == wanted or _is_title_with_site(wanted, found)):
            return index
    first = next((index for index, block in enumerate(blocks) if block.kept), None)
    if first is None or first + 1 == len(lines) or not _looks_like_headline(lines[first]):
        return None
    return first


def _is_title_with_site(wanted: str, found: str) -> bool:
    """Whether the page's title is the line with the site's name after it ("Talks end | The Herald")."""
    rest = wanted[len(found) :].lstrip()
    return wanted.startswith(found) and rest[:1] in set("|-–—:•·»")


def _looks_like_headline(line: str) -> bool:
    """A short line that does not end as a sentence does; a question or a cry may be a headline too."""
    unended = not ends_sentence(line) or line.endswith(("?", "!"))
    return unended and len(line.split()) <= HEADLINE_WORDS and not line[:1].islower()


def _drop_links(blocks: list[Block], lines: Sequence[str], furniture: Catalogue) -> None:
    """Mark the unpunctuated lines after the heading of a list of links, up to the next sentence."""
    inside = False
    for index, block in enumerate(blocks):
        if not block.kept:
            entry = furniture.match(lines[index], head=False)
            inside = entry.opens if entry else inside
        elif block.kind == "title" or ends_sentence(lines[index]) or len(lines[index].split()) > LINK_WORDS:
            inside = False
        elif inside:
            blocks[index] = Block(block.span, "boilerplate", False, "is a link in a list")


def _without_dateline(blocks: Sequence[Block], text: str, furniture: Catalogue) -> list[Block]:
    """The blocks with the dateline cut off the first paragraph that begins with one."""
    result: list[Block] = []
    looked_at = 0
    for block in blocks:
        found = None
        if block.kept and block.kind == "body" and looked_at < DATELINE_BLOCKS:
            looked_at += 1
            found = furniture.dateline(text, block.span.start, block.span.end)
        if found is None:
            result.append(block)
            continue
        looked_at = DATELINE_BLOCKS
        begin, reason = found
        end = block.span.start + len(text[block.span.start : begin].rstrip())
        result.append(Block(Span(block.span.start, end), "dateline", False, reason))
        result.append(replace(block, span=Span(begin, block.span.end)))
    return result
