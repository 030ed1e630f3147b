"""WCAG 2.2 AA, as far as axe-core finds out: every page, in both languages, light and dark, and on a phone."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from district import District
from pages import PATHS, fill, in_language, variants

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def case(district: District) -> str:
    return fill(district)


def wait_for(open_page: Callable[..., Page], case: str) -> None:
    page = open_page("desk", "/cases")
    expect(page.locator(f"a[href='/cases/{case}']")).to_be_visible()


@pytest.mark.parametrize("role", PATHS)
@pytest.mark.parametrize("language, scheme", variants())
def test_axe_finds_nothing(
    role: str, language: str, scheme: str, case: str, open_page: Callable[..., Page]
) -> None:
    wait_for(open_page, case)
    page = open_page(role, color_scheme=scheme)
    found = []
    for path in PATHS[role]:
        answer = page.goto(in_language(path.format(case=case), language))
        if answer and answer.status == 404:
            expect(page.locator("h1")).to_be_visible()
        for details in page.locator("details").all():
            details.evaluate("element => element.open = true")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            places = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{path}: {violation['id']}: {violation['help']}: {places}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", PATHS)
def test_a_phone_needs_no_sideways_scrolling(role: str, case: str, open_page: Callable[..., Page]) -> None:
    wait_for(open_page, case)
    page = open_page(role, viewport=PHONE)
    wide = []
    for path in PATHS[role]:
        page.goto(path.format(case=case))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide.append(f"{path}: {width} px")
    assert not wide, "\n".join(wide)
