"""All pages, by who sees them, and how to get at them."""
from __future__ import annotations

import itertools
from collections.abc import Iterator

from playwright.sync_api import Page

from district import PASSWORD, District, User

PATHS = {
    "department": ["/departments/housing", "/cases", "/cases/{case}", "/cases/{case}/sheet", "/figures?department=housing"],
    "desk": ["/desk", "/cases", "/cases/{case}", "/figures"],
    "hotline": ["/hotline", "/hotline?q={case}", "/cases", "/cases/{case}"],
    "grid": ["/grid", "/cases/{case}"],
    "manager": [
        "/figures", "/figures?by=week", "/figures/cases?figure=open", "/pilots", "/cases", "/cases/{case}",
        "/cases/0000000000000000"],
}
LANGUAGES = ("zh", "en")
SCHEMES = ("light", "dark")


def sign_in(page: Page, district: District, user: User) -> None:
    """Signs in as people do."""
    page.goto("/sign-in")
    page.locator("#name").fill(user.name)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.primary").click()
    page.wait_for_url(district.origin + user.home)


def in_language(path: str, language: str) -> str:
    return path + ("&" if "?" in path else "?") + "lang=" + language


def variants() -> Iterator[tuple[str, str]]:
    return itertools.product(LANGUAGES, SCHEMES)


def fill(district: District) -> str:
    """Reports of several kinds; the number of one that departments know by then, without blanks."""
    district.file("云兴社区门口污水井堵塞，污水外溢到路上，臭气很大，孩子上学都要绕路，请尽快处理", phone="13900005678")
    district.file("施营社区小区外墙脱落，老旧小区改造什么时候轮到我们", "renovation.complaint", "shiying")
    district.file("水星台社区行道树枯死，请补种", "greenery.help", "shuixingtai")
    district.file("想在云兴社区广场装几条长凳", "other.wish")
    district.file("不知道该找谁，家里的事情说不清楚", "other.help")
    return district.file("云兴社区雨后污水倒灌进一楼", address_string="汉江梦小区3号楼").replace(" ", "")
