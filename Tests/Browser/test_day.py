"""A report's way through the days of those who work on it, each page left open and never loaded again."""
from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from district import District

OPENED = "window.isFirst = true"


def was_loaded_once(page: Page) -> bool:
    return page.evaluate("window.isFirst === true")


def glance(page: Page, figure: str) -> int:
    """A number of the managers' first lines."""
    return int(page.locator(f".glance a[href*='figure={figure}'] .value").inner_text())


def follow(page: Page, number: str) -> None:
    page.get_by_role("link", name=number, exact=True).first.click()
    expect(page.locator("h1")).to_contain_text(number)


def do(page: Page, action: str, **fields: str) -> None:
    """Fills in the form of an action on a case's page, and sends it."""
    form = page.locator(f"form[action$='/{action}']")
    if not form.is_visible():
        page.locator("details.action", has=form).locator("summary").click()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button").click()
    expect(page.locator(".done")).to_be_visible()


def state(page: Page):
    return page.locator("h1 .badge")


def test_a_report_is_worked_off_and_moves_the_figures(
    district: District, open_page: Callable[..., Page]
) -> None:
    figures = open_page("manager")
    worklist = open_page("department")
    hotline = open_page("hotline")
    for page in (figures, worklist, hotline):
        page.evaluate(OPENED)
    received, resolved = glance(figures, "received"), glance(figures, "resolved")

    number = district.file("云兴社区门口污水井堵塞，污水外溢到路上", phone="13900001234")
    expect(worklist.get_by_role("link", name=number, exact=True)).to_be_visible()
    expect(figures.locator(".glance a[href*='figure=received'] .value")).to_have_text(str(received + 1))
    assert was_loaded_once(worklist) and was_loaded_once(figures)

    follow(worklist, number)
    expect(state(worklist)).to_have_text("待签收")
    do(worklist, "accept")
    expect(state(worklist)).to_have_text("已签收")
    do(worklist, "contact")
    do(worklist, "start", stage="build", participants="居民代表、物业")
    expect(state(worklist)).to_have_text("办理中")
    expect(worklist.locator(".timeline")).to_contain_text("共建")
    do(worklist, "resolve", reply="已疏通管道，清理路面", note="派了一辆吸污车")
    expect(state(worklist)).to_have_text("待回访")
    expect(figures.locator(".glance a[href*='figure=resolved'] .value")).to_have_text(str(resolved + 1))

    call = hotline.locator(f"#callback-{number.replace(' ', '')}")
    expect(call).to_contain_text("13900001234")
    expect(call).to_contain_text("已疏通管道")
    expect(call).not_to_contain_text("吸污车")
    assert was_loaded_once(hotline)
    call.locator("input[name=resolved][value=yes]").check()
    call.locator("select[name=satisfaction]").select_option("5")
    call.locator("button.primary").click()
    expect(state(worklist)).to_have_text("已归档")
    expect(hotline.locator(f"#callback-{number.replace(' ', '')}")).to_have_count(0)
    expect(figures.locator("table", has_text="三率")).to_contain_text("100.0%")
    assert was_loaded_once(figures)


def test_the_desk_grants_and_a_manager_supervises(district: District, open_page: Callable[..., Page]) -> None:
    number = district.file("云兴社区排水沟长期积水发臭")
    department = open_page("department")
    follow(department, number)
    do(department, "suspend", kind="ledger", until="2031-01-06T18:00", owner="李四")
    desk = open_page("desk")
    follow(desk, number)
    desk.locator("form[action$='/grant'] button").click()
    expect(desk.locator(".done")).to_be_visible()
    expect(state(department)).to_have_text("挂账")

    manager = open_page("manager", f"/cases/{number.replace(' ', '')}")
    do(manager, "supervise", level="formal", answerBy="2031-01-07T18:00", note="请一周内答复")
    expect(manager.locator(".timeline")).to_contain_text("督办")
    expect(department.locator(".timeline")).to_contain_text("请一周内答复")
