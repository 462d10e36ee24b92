"""GraphiQL in a real browser without a network, served by a real server."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.io.browser import Browser
from tests.io.running_server import RunningServer

WATCH_POLICY = (
    "window.violations = [];"
    "document.addEventListener('securitypolicyviolation',"
    " each => violations.push(`${each.violatedDirective} ${each.blockedURI}`))"
)
LOADED = "document.querySelector('.graphiql-execute-button') !== null"
RUN = "document.querySelector('.graphiql-execute-button').click()"
RESULT = "document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue()"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Serve one company from a database of its own."""
    running = RunningServer(tmp_path_factory.mktemp("graphiql")).start()
    running.ask('mutation { createCompany(data: { name: "Zażółć Gęślą" }) { id } }')
    yield running
    running.stop()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """Start a browser that can reach nothing but this machine."""
    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("CI must install chromium: the browser tests are never skipped there")
        pytest.skip("no chromium on this machine")
    with Browser(executable, tmp_path / "profile") as started:
        started.command("Page.addScriptToEvaluateOnNewDocument", source=WATCH_POLICY)
        yield started


def enter(browser: Browser, ferry: RunningServer) -> None:
    """Open the page and give it the key."""
    browser.open(f"{ferry.url}/graphql")
    browser.wait_for(LOADED)
    browser.write("#key", ferry.key)
    browser.wait_for(LOADED)


def test_a_query_shows_the_data(ferry: RunningServer, browser: Browser) -> None:
    """Without a network, the page takes the key, runs its start query and shows the stored record."""
    enter(browser, ferry)
    browser.evaluate(RUN)
    answer = json.loads(browser.wait_for(RESULT))

    assert 1 == answer["data"]["companies"]["totalCount"]
    assert ["Zażółć Gęślą"] == [edge["node"]["name"] for edge in answer["data"]["companies"]["edges"]]


def test_without_a_key_the_refusal_is_shown(ferry: RunningServer, browser: Browser) -> None:
    """Running a query before a key is entered shows the server's error and no data."""
    browser.open(f"{ferry.url}/graphql")
    browser.wait_for(LOADED)
    browser.evaluate(RUN)
    answer = json.loads(browser.wait_for(RESULT))

    assert ("UNAUTHENTICATED", None) == (answer["errors"][0]["extensions"]["code"], answer.get("data"))


def test_documentation_and_explorer_know_the_schema(ferry: RunningServer, browser: Browser) -> None:
    """With the key the page reads the schema: documentation lists the types, the explorer the fields."""
    enter(browser, ferry)
    browser.evaluate("document.querySelector('[aria-label=\"Show Documentation Explorer\"]').click()")
    browser.wait_for("document.querySelector('.graphiql-doc-explorer')?.innerText.includes('CompanyConnection')")
    browser.evaluate("document.querySelector('[aria-label=\"Show GraphiQL Explorer\"]').click()")

    assert browser.wait_for("document.querySelector('.docExplorerWrap')?.innerText.includes('opportunities')")


def test_the_key_stays_in_the_session_of_the_tab(ferry: RunningServer, browser: Browser) -> None:
    """A key that was entered is in the tab's session, and neither in the address nor in lasting storage."""
    enter(browser, ferry)
    browser.evaluate(RUN)
    browser.wait_for(RESULT)
    lasting = browser.evaluate("location.href + JSON.stringify(localStorage) + document.cookie")

    assert ferry.key == browser.evaluate("sessionStorage.getItem('ferry.apiKey')")
    assert ferry.key not in lasting


def test_a_key_given_in_the_address_is_taken_out_of_it(ferry: RunningServer, browser: Browser) -> None:
    """The page accepts ?headers={"Authorization": ...} and removes it from the address."""
    browser.open(str(httpx.URL(f"{ferry.url}/graphql", params={"headers": f'{{"Authorization": "Bearer {ferry.key}"}}'})))
    browser.wait_for(LOADED)

    assert ferry.key == browser.evaluate("sessionStorage.getItem('ferry.apiKey')")
    assert f"{ferry.url}/graphql" == browser.evaluate("location.href")


def test_forgetting_the_key_removes_it(ferry: RunningServer, browser: Browser) -> None:
    """The button Forget leaves no key behind."""
    enter(browser, ferry)
    browser.evaluate("document.getElementById('forget').click()")

    assert browser.evaluate("sessionStorage.getItem('ferry.apiKey')") is None


def test_everything_comes_from_the_server(ferry: RunningServer, browser: Browser) -> None:
    """The page loads nothing from elsewhere and breaks no rule of its content security policy."""
    enter(browser, ferry)
    browser.evaluate(RUN)
    browser.wait_for(RESULT)
    origins = browser.evaluate("[...new Set(performance.getEntriesByType('resource').map(each => new URL(each.name).origin))]")

    assert [ferry.url] == [origin for origin in origins if origin != "null"]
    assert [] == browser.evaluate("violations")


def test_every_file_is_what_the_page_expects_and_kept_for_long(ferry: RunningServer) -> None:
    """Each library of the page is served with the hash written in the page, to be kept by the browser."""
    page = httpx.get(f"{ferry.url}/graphql", headers={"accept": "text/html"}).text
    files = re.findall(r'(?:src|href)="(/graphiql/[^"]+)" integrity="(sha384-[^"]+)"', page)

    assert 7 == len(files)
    for path, integrity in files:
        answer = httpx.get(ferry.url + path)

        assert integrity == "sha384-" + base64.b64encode(hashlib.sha384(answer.content).digest()).decode()
        assert "immutable" in answer.headers["cache-control"]


def test_no_other_file_is_served(ferry: RunningServer) -> None:
    """Only the files of the page can be asked for, whatever the path tries."""
    for path in ("index.html", "package.json", "../graphiql.py", "..%2fgraphiql.py", "%2e%2e/%2e%2e/pyproject.toml"):
        assert 404 == httpx.get(f"{ferry.url}/graphiql/{path}").status_code
