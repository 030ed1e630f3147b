"""How pages behave: by keyboard, without script, in both languages, for strangers."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from district import PASSWORD, USERS, District


def test_a_worklist_is_worked_off_by_keyboard(district: District, open_page: Callable[..., Page]) -> None:
    number = district.file("云兴社区下水道盖板破损")
    page = open_page("department")
    row = page.locator("[data-row]", has=page.get_by_role("link", name=number, exact=True))
    expect(row).to_be_visible()
    for _ in range(page.locator("[data-row]").count()):
        page.keyboard.press("j")
        if "current" in (row.get_attribute("class") or ""):
            break
    expect(row).to_have_class("current")
    row.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(number)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("role", USERS)
def test_a_page_is_entered_by_two_keys(role: str, open_page: Callable[..., Page]) -> None:
    page = open_page(role, "/cases")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_department_works_without_script(district: District, open_page: Callable[..., Page]) -> None:
    number = district.file("云兴社区化粪池满溢")
    page = open_page("department", java_script_enabled=False)
    link = page.get_by_role("link", name=number, exact=True)
    for _ in range(60):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    link.first.click()
    page.locator("form[action$='/accept'] button").click()
    expect(page.locator(".done")).to_be_visible()


def test_what_somebody_types_is_not_taken_away_by_news(district: District, open_page: Callable[..., Page]) -> None:
    page = open_page("hotline")
    page.locator("#text").fill("写到一半")
    marker = district.file("云兴社区污水管破裂，污水外溢")
    worklist = open_page("department")
    expect(worklist.get_by_role("link", name=marker, exact=True)).to_be_visible()
    expect(page.locator("#text")).to_have_value("写到一半")


def test_the_language_is_switched_and_kept(open_page: Callable[..., Page]) -> None:
    page = open_page("manager")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.locator(".language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/cases")
    expect(page.locator("h1")).to_have_text("Cases")


def test_a_stranger_is_sent_to_sign_in_and_back(district: District, browser: Browser) -> None:
    context = browser.new_context(base_url=district.origin, locale="en-GB")
    page = context.new_page()
    page.goto("/cases?area=sewage")
    expect(page.locator("#password")).to_be_visible()
    page.locator("#name").fill("manager")
    page.locator("#password").fill("wrong")
    page.locator("main button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.primary").click()
    expect(page.locator("h1")).to_have_text("Cases")
    assert "area=sewage" in page.url
    page.get_by_role("button", name="Sign out").click()
    page.goto("/cases")
    expect(page.locator("#password")).to_be_visible()
    context.close()
