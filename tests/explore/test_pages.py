"""The pages: each says what its queries found, shows texts as text, and tells an empty state what to do."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.ledger import claim, coding, event, statement
from tests.sayings import quarrel
from tests.serving import Site, serving

from whowhom.explore.names import code_of, label, offices, short_names
from whowhom.explore.web import contexts
from whowhom.explore.web.article import marks_of
from whowhom.explore.web.marks import PASSAGE, passage_of, pieces
from whowhom.knowledge import countries
from whowhom.language.session import folder_of, read_card
from whowhom.settings import DEFAULT_MODEL
from whowhom.store import Desk, Store
from whowhom.types import Failure, Mention, Span, When

pytestmark = pytest.mark.model
PAGES = (
    "/", "/?all=1", "/?since=2022-01-01&until=2022-12-31", "/events", "/events?type=ASSAULT&status=actual",
    "/articles", "/articles?state=skipped", "/actor", "/actor?who=Russia", "/actor?who=nobody-at-all", "/pair",
    "/pair?one=China&two=Australia", "/pair?one=Peru&two=Nepal", "/pair?one=Atlantis&two=Nepal",
    "/pair?one=Peru&two=PER", "/network", "/network?size=year&at=3&most=200", "/map", "/map?country=UKR",
    "/map?size=month&at=1", "/calendar", "/calendar?month=2022-02", "/statements", "/claims", "/about", "/review",
)  # fmt: skip


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_nothing_from_elsewhere_and_lead_somewhere(path: str, site: Site) -> None:
    status, headers, body = site.ask(path)
    assert status == 200
    assert "script-src 'self'" in headers["content-security-policy"]
    tags = Tags(body.decode()).found
    assert sum(tag == "h1" for tag, _ in tags) == 1
    for tag, told in tags:
        assert "style" not in told
        assert not [name for name in told if name.startswith("on")]
        for name in ("href", "src", "action"):
            where = told.get(name)
            assert where is None or where.startswith(("/", "#")), (tag, where)
        if tag == "script":
            assert told["src"]
    ids = [told["id"] for _, told in tags if "id" in told]
    assert len(ids) == len(set(ids))


def test_links_of_the_first_pages_work(site: Site) -> None:
    seen: set[str] = set()
    for path in ("/", "/events", "/actor?who=Russia", "/claims"):
        for tag, told in Tags(site.text(path)).found:
            if tag == "a" and (told["href"] or "").startswith("/"):
                seen.add((told["href"] or "").partition("#")[0])
    kinds = {re.split(r"[?/]", link.lstrip("/"))[0]: link for link in sorted(seen)}
    assert {"events", "article", "actor", "pair", "map", "api"} <= set(kinds)
    for link in kinds.values():
        assert site.ask(link)[0] in (200, 303), link


def test_the_overview_counts_what_the_database_holds(site: Site, sample_db: Path) -> None:
    with Store.open(sample_db, read_only=True) as store:
        events, coded = len(store.events()), len(store.articles(state="coded"))
    page = site.text("/?all=1")
    assert f"<b>{events}</b>" in page
    assert f">{coded} articles<" in page
    assert "skipped" in page


def test_the_overview_tells_of_what_is_not_drawn_and_of_inputs_that_failed(tmp_path: Path) -> None:
    text = "Russia bombed a market in 1914."
    bombed = event(text, "bombed", "ASSAULT", actors=["Russia"])
    long_ago = When(Mention(Span(26, 30), "1914"), "1914", date(1914, 1, 1), date(1914, 12, 31), "year")
    found = []
    for number, (when, failure) in enumerate(
        (
            (long_ago, Failure("front.html", "no article", "front.html: no article is found on the page.")),
            (None, Failure("fr.txt", "language", "fr.txt: the language is 'fr'.", skipped=True)),
        )
    ):
        with Store.open(tmp_path / f"{number}.duckdb") as store:
            told = coding(text, [event(text, "bombed", "ASSAULT"), replace(bombed, id="e-2", when=when)])
            store.write(store.begin_run({"code": "1"}, {}), [told, failure])
        with Desk.open(tmp_path / f"{number}.duckdb") as desk, serving(desk) as site:
            found.append(" ".join(re.sub(r"<[^>]+>", "", site.text("/?all=1")).split()))
    assert "all the time that there is (1 Jan 1914 to 6 May 2020)" in found[0]
    assert "The chart shows the days around those of the articles" in found[0]
    assert "1 input could not be read: see below." in found[0]
    assert "No article failed" not in found[0]
    assert "The chart shows the days around" not in found[1]
    assert "No article failed." in found[1]


def test_a_hostile_text_is_shown_as_text(site: Site) -> None:
    found = site.json("/api/v1/articles?words=script")["rows"]
    assert len(found) == 1
    page = site.text(f"/article/{found[0]['article']}")
    for wrong in ("<script>alert", "<img src=x", 'javascript:alert(2)"', "<b>bold</b>"):
        assert wrong not in page
    assert "&lt;script&gt;alert(" in page
    rows = site.json("/api/v1/events?" + urlencode({"article": found[0]["article"]}))["rows"]
    assert rows
    for path in ("/events?actor=NOR", "/?all=1", "/claims?all=1", "/articles"):
        assert "<script>document" not in site.text(path)
        assert 'onerror="' not in site.text(path)


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; DROP TABLE events; --", "{{7*7}}", "%"]
)
def test_what_was_asked_comes_back_as_text(value: str, site: Site) -> None:
    for page, name in (
        ("events", "words"),
        ("events", "outlet"),
        ("actor", "who"),
        ("pair", "one"),
        ("articles", "words"),
        ("statements", "speaker"),
        ("claims", "words"),
    ):
        status, _, body = site.ask(f"/{page}?{urlencode({name: value})}")
        assert status == 200
        assert b"<script>alert(1)" not in body
        assert b"<img src=x" not in body
        assert b"49" not in body or value != "{{7*7}}" or b"{{7*7}}" in body


def test_an_articles_page_shows_records_and_why(site: Site, sample_db: Path) -> None:
    article = site.json("/api/v1/events?type=SANCTION&limit=1")["rows"][0]["article"]
    page = site.text(f"/article/{article}")
    with Desk.open(sample_db) as desk:
        coding = desk.coding(article)
    assert page.count('class="record"') == len(coding.events)
    for own in coding.events:
        assert f'id="e-{own.id}"' in page
        for role in own.actors:
            assert role.rule in page
    shown = re.sub(
        r"<span class=\"tag\">.*?</span>|<[^>]+>", "", page[page.index('class="text"') : page.index('class="records"')]
    )
    for block in coding.body.blocks:
        assert block.span.of(coding.article.text) in html.unescape(shown)


def test_every_filter_has_a_permalink_that_shows_it(site: Site) -> None:
    page = site.text("/events?actor=RUS&status=actual&since=2020-01-01")
    assert 'value="RUS"' in page
    assert "<option selected>actual</option>" in page
    assert 'href="/events?status=actual&amp;since=2020-01-01"' in page
    found = site.json("/api/v1/count?actor=RUS&status=actual&since=2020-01-01")["rows"][0]["events"]
    assert f"<b>{found}</b> events" in page


def test_an_event_has_an_address(site: Site) -> None:
    row = site.json("/api/v1/events?limit=1")["rows"][0]
    status, headers, _ = site.ask(f"/event/{row['event']}")
    assert status == 303
    assert headers["location"] == f"/article/{row['article']}#e-{row['event']}"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/events?type=NOTHING", 400, "ASSAULT"), ("/events?since=yesterday", 400, "YYYY-MM-DD"),
        ("/events?min_confidence=2", 400, "0 to 1"), ("/events?after=zzz", 400, "first page"),
        ("/events?words=%00", 400, "no text"), ("/events?actor=" + "x" * 300, 400, "too long"),
        ("/?since=2022-02-02&until=2021-01-01", 400, "turn them round"), ("/network?most=7", 400, "30, 60"),
        ("/network?at=x", 400, "number of a month"), ("/network?size=week", 400, "month"),
        ("/map?country=XYZ", 400, "none of that code"), ("/calendar?month=2020-13", 400, "YYYY-MM-DD"),
        ("/articles?state=odd", 400, "coded"), ("/articles?after=-1", 400, "how many"),
        ("/statements?kind=loud", 400, "speech"), ("/statements?after=zzz", 400, "first page"),
        ("/claims?stance=odd", 400, "denies"), ("/claims?contradicted=no", 400, "yes"),
        ("/claims?after=zzz", 400, "first page"), ("/statement/zzz", 404, "no statement"),
        ("/article/zzz", 404, "no article"), ("/event/zzz", 404, "no event"), ("/nothing", 404, "no such page"),
    ],
)  # fmt: skip
def test_a_wrong_address_is_told_in_plain_words(path: str, status: int, words: str, site: Site) -> None:
    found, _, body = site.ask(path)
    assert found == status
    assert words in body.decode()


def test_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.duckdb").close()
    with Desk.open(tmp_path / "empty.duckdb") as desk, serving(desk) as empty:
        for path in PAGES:
            if "at=" not in path:
                assert empty.ask(path)[0] == 200, path
        assert "whowhom code ARTICLES" in empty.text("/")
        assert "whowhom code ARTICLES" in empty.text("/events")


def test_each_context_says_what_it_is() -> None:
    pages = [one for one in vars(contexts).values() if isinstance(one, type) and issubclass(one, contexts.Page)]
    assert len(pages) > 12
    folder = Path(contexts.__file__).parent / "templates"
    for page in pages:
        assert page.__doc__
        assert not page.__doc__.startswith(f"{page.__name__}(")
        if page is not contexts.Page:
            assert (folder / f"{page.name}.html").is_file()


def test_names_and_codes() -> None:
    assert label("RUS") == "Russia"
    assert label("IGO:NATO") == "NATO"
    assert label("UNO")
    assert label("??") == "??"
    assert [code_of(words) for words in ("Russia", "rus", "south korea", "NATO", "IGO:NATO")] == [
        "RUS", "RUS", "KOR", "IGO:NATO", "IGO:NATO",
    ]  # fmt: skip
    assert code_of("nobody at all") is None
    assert set(short_names()) <= set(countries())
    assert [
        holding.name for holding in offices("USA", "2017-06-01", "2017-07-01") if holding.office == "foreign minister"
    ]
    assert not [one for one in offices("USA", "2017-06-01", "2017-07-01") if one.end and one.end + "~" < "2017-06"]


def test_vendored_files_are_those_of_the_lock(root: Path) -> None:
    folder = root / "src/whowhom/explore/web"
    lock = json.loads((folder / "vendor/package-lock.json").read_text(encoding="utf-8"))["packages"]
    listed: list[dict[str, Any]] = json.loads((folder / "static/vendor/digests.json").read_text(encoding="utf-8"))
    told = {row["file"] for row in listed} | {"digests.json", "LICENCES.txt"}
    assert {path.name for path in (folder / "static/vendor").iterdir()} == told
    licences = (folder / "static/vendor/LICENCES.txt").read_text(encoding="utf-8")
    for row in listed:
        assert hashlib.sha256((folder / "static/vendor" / row["file"]).read_bytes()).hexdigest() == row["sha256"]
        for package in row["packages"]:
            own = lock[f"node_modules/{package['name']}"]
            assert (own["version"], own["integrity"]) == (package["version"], package["integrity"])
            assert f"{package['name']} {package['version']}" in licences


def test_figures_come_with_their_intervals(site: Site) -> None:
    told = read_card(folder_of(DEFAULT_MODEL)).whole
    low, high = told["intervals"]["dev"]["who-whom"]
    body = site.ask("/about")[2].decode()
    assert f"{told['figures']['dev']['who-whom']:.3f} <small>[{low:.3f}, {high:.3f}]</small>" in body


def plain(page: str) -> str:
    """The words of a page on one line."""
    apart = re.sub(r"</(?:td|dt|small|li|p)>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", apart)).split())


def test_an_articles_page_shows_statements_with_their_voices_and_stances(said_site: Site) -> None:
    own = quarrel()
    page = said_site.text(f"/article/{own.article.id}")
    assert page.count('class="record said"') == len(own.statements) == 5
    for number, said in enumerate(own.statements, start=1):
        assert page.count(f'id="s-{said.id}"') == page.count(f'id="m-s-{said.id}"') == 1
        assert f"statement {number}: says" in page
    told = plain(page)
    assert "through Reuters REUTERS JRN" in told
    assert "denies Turkey statement 2 decided by: by hand (“denied”)" in told
    assert "denies ASSAULT event 2, denied" in told
    assert "what is said Turkey … of shelling a post" in told
    assert "5 statements" in told
    assert "<b>the" not in page  # what is said is shown as text


def test_marks_of_a_statement_lie_under_those_of_events() -> None:
    own = quarrel()
    text = own.article.text
    found = {piece.text: piece for piece in pieces(text, marks_of(own))}
    accused = found["accused"]
    assert accused.layers == "on-trigger on-cue"
    assert len(accused.opens) == 2  # the event's and the statement's record are both found there
    assert found["shelling"].layers == "on-trigger on-content"
    assert "what is said" in found["of "].title
    assert "".join(piece.text for piece in pieces(text, marks_of(own))) == text


def test_the_page_of_statements_filters_and_leads_to_the_article(said_site: Site) -> None:
    page = said_site.text("/statements?speaker=TUR&kind=speech")
    assert 'value="TUR"' in page
    assert "<option selected>speech</option>" in page
    assert "<b>2 statements</b> in <b>2 articles</b>" in page
    assert f'href="/article/{quarrel().article.id}#s-{quarrel().statements[1].id}"' in page
    assert "No statement passes" in said_site.text("/statements?speaker=Atlantis")
    status, headers, _ = said_site.ask(f"/statement/{quarrel().statements[1].id}")
    assert (status, headers["location"]) == (303, f"/article/{quarrel().article.id}#s-{quarrel().statements[1].id}")


def test_claims_put_for_and_against_side_by_side(said_site: Site) -> None:
    page = said_site.text("/claims")
    told = plain(page)
    assert "a stance on 4 events in 2 articles, 9 claims in all; 2 of them are asserted or confirmed by one" in told
    matters = [plain(part) for part in page.split('<article class="dispute">')[1:]]
    assert len(matters) == 4
    assert [("contradicted" in matter) for matter in matters] == [True, True, False, False]
    bombed = matters[1]
    assert bombed.index("For Turkish officials TUR asserts") < bombed.index("Against")
    assert "Norway NOR confirms" in bombed[: bombed.index("Against")]
    assert "Maria Orlova, a Russian envoy RUS denies" in bombed[bombed.index("Against") :]
    assert "France FRA doubts through Reuters" in bombed
    assert plain(said_site.text("/claims?contradicted=yes&speaker=NOR")).count("contradicted") >= 1
    assert said_site.text("/claims?contradicted=yes&speaker=NOR").count('class="dispute"') == 1


def test_an_event_that_no_statement_holds_is_shown_with_its_own_sentence(tmp_path: Path) -> None:
    text = "Norway was shelled on Tuesday. Russia denied any part in it."
    shelled = event(text, "shelled", "ASSAULT", status="denied", recipients=["Norway"])
    denied = statement(text, "denied", ["any part in it"], source="Russia", sentence=1)
    with Store.open(tmp_path / "a.duckdb") as store:
        own = coding(text, [shelled], [denied], [claim(text, denied, shelled, "denies")])
        store.write(store.begin_run({"code": "1"}, {}), [own])
    with Desk.open(tmp_path / "a.duckdb") as desk, serving(desk) as site:
        page = site.text("/claims")
    assert "Norway was shelled on Tuesday." in plain(page)
    assert page.count('<q class="sentence">') == 2


def test_of_a_long_statement_lists_show_the_beginning() -> None:
    row = {"statement": "s", "passage": "word " * 400, "passage_start": 10,
           "pieces": [{"part": "content", "start": 10, "end": 2010}]}  # fmt: skip
    shown = passage_of(row)
    assert "".join(piece.text for piece in shown) == ("word " * 400)[:PASSAGE] + " …"
    assert [piece.layers for piece in shown] == ["on-content", ""]


def test_an_actors_page_tells_what_it_said(said_site: Site) -> None:
    page = said_site.text("/actor?who=Turkey&all=1")
    told = plain(page)
    assert "What they said 3 statements in 2 articles" in told
    assert "<b>the shelling</b>" in told
    assert 'href="/statements?about=TUR"' in page
    assert "Nobody speaks for Peru" in plain(said_site.text("/actor?who=Peru&all=1"))


def test_overview_and_about_count_statements_and_claims(said_site: Site) -> None:
    assert "5 events in 2 articles and 11 statements, all" in plain(said_site.text("/?all=1"))
    told = plain(said_site.text("/about"))
    assert "wrote down 5 events and 11 statements" in told
    assert "denies 2 2" in told
    assert "intention indirect 2 2" in told
