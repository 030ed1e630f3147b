"""What all tests share: the district, the browser, and pages that somebody is signed in on."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from district import USERS, District
from pages import sign_in

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def district() -> Iterator[District]:
    district = District()
    district.start()
    yield district
    district.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions(district: District, browser: Browser) -> dict[str, dict]:
    """The cookies of each role, signed in as people do."""
    sessions = {}
    for role, user in USERS.items():
        context = browser.new_context(base_url=district.origin)
        page = context.new_page()
        sign_in(page, district, user)
        sessions[role] = context.storage_state()
        context.close()
    return sessions


@pytest.fixture
def open_page(
    district: District, browser: Browser, sessions: dict[str, dict]
) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody: `open_page("desk", "/desk")`. What the browser complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(text: str) -> None:
        # That a page is refused or not there is what some tests want to see.
        if not any(status in text for status in ("status of 400", "status of 404")):
            complaints.append(text)

    def opened(role: str, path: str | None = None, **options) -> Page:
        context = browser.new_context(
            base_url=district.origin, storage_state=sessions[role], **({"locale": "zh-CN"} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complain(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
        page.goto(path or USERS[role].home)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints
