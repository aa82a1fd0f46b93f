"""The explorer in a real browser: every page at two widths, the main journeys, accessibility, a quiet console."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.serving import Site

pytestmark = [pytest.mark.model, pytest.mark.browser]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGES = (
    "/", "/events", "/events?type=ASSAULT&status=actual", "/articles", "/actor", "/actor?who=Russia", "/pair",
    "/pair?one=China&two=Australia", "/network", "/map", "/map?country=UKR", "/calendar", "/statements", "/claims",
    "/about", "/review",
)  # fmt: skip
WIDTHS = (1280, 380)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium; root, as in a container, needs it without its sandbox."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on the path: install one to run the browser tests")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    args = ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if root else [])]
    with api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=args)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of which the console must stay quiet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened, said = context.new_page(), []
    opened.set_default_timeout(60_000)
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on(
        "request",
        lambda request: None if request.url.startswith(("http://127.0.0.1", "file:")) else said.append(request.url),
    )
    yield opened
    context.close()
    assert said == []


def seriously(page: Any, root: Path) -> list[tuple[str, str]]:
    """What axe finds serious or critical on a page, each with an element."""
    axe = (root / "tests/explore/vendor/axe.min.js").read_text(encoding="utf-8")
    found = page.evaluate(f"{axe}; axe.run({{resultTypes: ['violations']}}).then(told => told.violations)")
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("dark", [False, True])
def test_pages_are_accessible_fit_and_quiet(page: Any, site: Site, root: Path, dark: bool) -> None:
    article = site.json("/api/v1/events?limit=1")["rows"][0]["article"]
    page.emulate_media(color_scheme="dark" if dark else "light")
    for path in (*PAGES, f"/article/{article}"):
        for width in WIDTHS if not dark else WIDTHS[:1]:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(site.base + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert seriously(page, root) == [], path


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_said_is_accessible_and_fits(page: Any, said_site: Site, root: Path, dark: bool) -> None:
    article = said_site.json("/api/v1/claims?contradicted=yes&limit=1")["rows"][0]["article"]
    page.emulate_media(color_scheme="dark" if dark else "light")
    for path in ("/statements", "/claims", "/actor?who=Turkey", f"/article/{article}"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(said_site.base + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            assert seriously(page, root) == [], (path, width)


def test_statements_are_switched_in_the_text_as_events_are(page: Any, said_site: Site) -> None:
    article = said_site.json("/api/v1/statements?words=post&speaker=GRC")["rows"][0]["article"]
    page.goto(f"{said_site.base}/article/{article}")
    shade = "element => getComputedStyle(element).backgroundColor"
    line = "element => getComputedStyle(element).textDecorationStyle"
    clear = "rgba(0, 0, 0, 0)"
    cue, greece = page.locator(".text a.on-cue", has_text="denied"), page.locator(".text a.on-speaker.on-actor").first
    source, content = (page.locator(f'.text a[class="mark on-{layer}"]').first for layer in ("speaker", "content"))
    assert content.evaluate(line) == "solid"
    for mark, layer in ((cue, "cue"), (source, "speaker"), (content, "content")):
        assert mark.evaluate(shade) != clear
        page.locator(f"#layer-{layer}").uncheck()
        assert mark.evaluate(shade) == clear, layer
    assert content.evaluate(line) == "dotted"
    assert page.locator(".text a.on-trigger").first.evaluate(shade) != clear  # the events stay
    as_actor = greece.evaluate(shade)
    page.locator("#layer-speaker").check()
    page.locator("#layer-actor").uncheck()
    assert greece.evaluate(shade) == source.evaluate(shade) != as_actor  # what lay beneath is seen
    cue.click()
    assert page.locator(".record.said:target dt.on-cue + dd b").inner_text() == "denied"
    page.locator(".record.said:target .head a").first.click()
    page.wait_for_url("**#m-s-*")


def test_from_a_contradiction_to_the_words_in_the_article(page: Any, said_site: Site) -> None:
    page.goto(f"{said_site.base}/claims")
    page.get_by_label("show").select_option("contradictions")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**contradicted=yes*")
    page.locator(".chips").wait_for()
    assert page.locator(".dispute").count() == 2
    page.locator(".side.against .from a").first.click()
    page.wait_for_url("**/article/**")
    assert page.locator(".record.said:target").count() == 1


def test_find_a_pair_and_open_the_article_of_an_event(page: Any, site: Site) -> None:
    page.goto(site.base)
    page.get_by_label("What happened between").fill("China")
    page.get_by_label("and", exact=True).fill("Australia")
    page.get_by_role("button", name="Look").click()
    assert page.locator("h1").inner_text() == "China and Australia"
    assert page.locator("svg.timeline rect").count() > 0
    page.locator(".events .from a").first.click()
    page.wait_for_url("**/article/*")
    assert page.locator(".record:target").count() == 1


def test_a_mark_opens_its_record_and_layers_are_switched(page: Any, site: Site) -> None:
    article = site.json("/api/v1/events?type=SANCTION&limit=1")["rows"][0]["article"]
    page.goto(f"{site.base}/article/{article}")
    mark = page.locator(".text a.on-trigger").first
    mark.click()
    target = page.locator(".record:target")
    assert target.locator("dd b").first.inner_text() == mark.inner_text()
    assert "linked by" in page.locator(".records").inner_text()
    shade = "element => getComputedStyle(element).backgroundColor"
    assert mark.evaluate(shade) != "rgba(0, 0, 0, 0)"
    page.locator("#layer-trigger").uncheck()
    assert mark.evaluate(shade) == "rgba(0, 0, 0, 0)"
    dropped = page.locator(".block.dropped")
    if dropped.count():
        page.locator("#layer-dropped").uncheck()
        assert not dropped.first.is_visible()


def test_filters_narrow_without_loading_the_page_anew_and_are_kept_in_the_address(page: Any, site: Site) -> None:
    page.goto(f"{site.base}/events")
    page.evaluate("window.same = true")
    page.get_by_label("told as").select_option("planned")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**status=planned*")
    page.locator(".chips").wait_for()
    assert page.evaluate("window.same")
    assert set(page.locator(".events .status").all_inner_texts()) == {"planned"}
    page.go_back()
    page.wait_for_url("**/events")


def test_what_is_seen_is_exported(page: Any, site: Site) -> None:
    page.goto(f"{site.base}/events?status=planned")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="json").click()
    rows = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))["rows"]
    assert len(rows) == int(page.locator(".sum b").first.inner_text())


def test_the_slider_moves_the_window(page: Any, site: Site) -> None:
    page.goto(f"{site.base}/network?size=year")
    before = page.locator("output").inner_text()
    page.locator("#at").fill("3")
    page.wait_for_url("**at=3*")
    page.wait_for_function("told => document.querySelector('output').innerText !== told", arg=before)


def test_colours_are_chosen_and_kept(page: Any, site: Site) -> None:
    page.goto(site.base)
    page.get_by_role("button", name="Light or dark").click()
    chosen = page.evaluate("document.documentElement.dataset.theme")
    page.goto(f"{site.base}/about")
    assert page.evaluate("document.documentElement.dataset.theme") == chosen == "dark"


def test_the_keyboard_reaches_the_content(page: Any, site: Site) -> None:
    page.goto(f"{site.base}/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_hostile_text_does_nothing(page: Any, site: Site) -> None:
    article = site.json("/api/v1/articles?words=script")["rows"][0]["article"]
    page.on("dialog", lambda dialog: pytest.fail("a script of the text ran"))
    page.goto(f"{site.base}/article/{article}")
    assert page.title() != "owned"
    assert page.locator(".text script, .text img, .text b").count() == 0


def test_an_event_is_corrected_by_keyboard_and_by_mouse(page: Any, review_site: tuple[Site, Path]) -> None:
    site, _ = review_site
    page.goto(f"{site.base}/review")
    page.get_by_label("you are").fill("Ann")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.wait_for_url("**reviewer=Ann*")
    told = page.get_by_label("told as")
    other = "negated" if told.input_value() != "negated" else "planned"
    told.select_option(other)
    page.get_by_role("button", name="Mend as above").click()
    page.wait_for_function("() => document.querySelector('td.n')?.innerText === '2'")
    rows = site.json("/api/v1/corrections")["rows"]
    assert [row["verdict"] for row in rows] == ["accept", "mend"]
    assert json.loads(rows[1]["after"])["status"] == other


def test_the_report_opens_from_its_files(page: Any, sample_db: Path, tmp_path: Path) -> None:
    from whowhom.explore.web.report import write

    write(sample_db, tmp_path / "site")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "site/index.html").as_uri())
    page.locator(".events .from a").first.click()
    assert page.locator(".record:target").count() == 1
    assert all(url.startswith("file:") for url in asked)
