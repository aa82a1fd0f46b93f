"""Feeds: an item is an article, and XML that is no feed is refused."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from tests.reading.test_formats import PAGE, STORY, articles

from whowhom.reading import read
from whowhom.types import Article, Failure

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Example Wire</title><atom:link rel="self" href="https://example.org/feed"/><link>https://example.org</link>
<item><media:title>A picture</media:title><media:description>Two men shake hands.</media:description>
<title>Border crossing to reopen</title><link>https://example.org/border</link><guid>n7</guid>
<pubDate>Tue, 21 May 2024 08:00:00 GMT</pubDate><dc:creator>Elena Writer</dc:creator>
<description>A teaser.</description>
<content:encoded><![CDATA[<p>{STORY}</p><figure><img src="a.png"><figcaption>Two men.</figcaption></figure>
<p>Trade &amp; tourism<br>will gain.</p><script>track()</script>]]></content:encoded></item>
<item><title>Greece &amp;amp; Albania talk</title><description>Envoys met
in Tirana.</description><source url="https://example.net">Second Post</source><pubDate>soon</pubDate></item>
<item><title>A ship is seized</title></item>
<item><link>https://example.org/nothing</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry>
<title type="html">Border &lt;b&gt;crossing&lt;/b&gt; to reopen</title><id>urn:7</id>
<link rel="edit" href="https://example.org/edit"/><link href="https://example.org/border"/>
<author><name>Elena Writer</name><email>elena@example.org</email></author>
<published>2024-05-21T08:00:00Z</published><updated>2024-05-23T08:00:00Z</updated><summary>A teaser.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p><p>It was closed.</p></div></content>
</entry></feed>"""
DAY = date(2024, 5, 21)


def saved(tmp_path: Path, text: str, name: str = "feed.xml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.txt", "-"])
def test_an_item_is_an_article(name: str, tmp_path: Path) -> None:
    given = name if name == "-" else str(saved(tmp_path, RSS, name))
    first, late, second, third, empty = read([given], stdin=io.BytesIO(RSS.encode()))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Article)
    assert first.text == f"Border crossing to reopen\n\n{STORY}\n\nTrade & tourism will gain."
    assert (first.title, first.published, first.author) == ("Border crossing to reopen", DAY, "Elena Writer")
    assert (first.url, first.outlet, first.key) == ("https://example.org/border", "Example Wire", "n7")
    assert first.origin.endswith("#1")
    assert isinstance(late, Failure)
    assert late.partial
    assert (second.text, second.outlet) == ("Greece & Albania talk\n\nEnvoys met in Tirana.", "Second Post")
    assert (third.text, third.published) == ("A ship is seized", None)
    assert isinstance(empty, Failure)
    assert "#4: the item has neither a title nor a text" in empty.message


def test_atom_is_read_likewise(tmp_path: Path) -> None:
    (found,) = articles(saved(tmp_path, ATOM))
    assert found.text == f"Border crossing to reopen\n\n{STORY}\n\nIt was closed."
    assert (found.published, found.url, found.author, found.key) == (
        DAY, "https://example.org/border", "Elena Writer", "urn:7"
    )  # fmt: skip


def test_a_feed_says_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    told = RSS.replace("UTF-8", "ISO-8859-1").replace("A ship is seized", "Señor Núñez resigns")
    path.write_bytes(told.encode("iso-8859-1"))
    assert "Señor Núñez resigns" in [item.text for item in read([str(path)]) if isinstance(item, Article)]


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + RSS.partition("?>")[2].replace("A ship", "&b;")
TRAPS = {
    LAUGHS: "declares entities",
    LAUGHS.replace("<!DOCTYPE", "<!-- <rss> --><!DOCTYPE"): "declares entities",
    f"<?xml version='1.0'?><nitf><body>{STORY}</body></nitf>": "no feed",
    f"<nitf>{STORY}</nitf>": "no feed",
    "<rss><channel></channel></rss>": "holds no items",
}


@pytest.mark.parametrize("text", TRAPS)
def test_other_xml_is_refused_with_one_message(text: str, tmp_path: Path) -> None:
    (failure,) = read([str(saved(tmp_path, text))])
    assert isinstance(failure, Failure)
    assert TRAPS[text] in failure.message


def test_of_a_broken_feed_what_came_before_is_read(tmp_path: Path) -> None:
    first, failure = read([str(saved(tmp_path, RSS.partition("<item><title>Greece")[0]))])
    assert isinstance(first, Article)
    assert isinstance(failure, Failure)
    assert "after item 1" in failure.message


def test_a_page_that_is_xml_is_a_page(tmp_path: Path) -> None:
    page = '<?xml version="1.0"?>' + PAGE.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
    assert {item.title for item in articles(saved(tmp_path, page), saved(tmp_path, page, "page"))} == {
        "Border crossing to reopen"
    }
