"""What residents write is words and nothing else: no page runs it, takes it for markup, or asks another site for it."""
from __future__ import annotations

import uuid
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Request, expect

from district import District
from pages import PATHS
from test_day import do, follow

ATTACKS = {
    "markup": "<script>alert(1)</script><img class=injected src=https://evil.example/x onerror=alert(1)>",
    "quotes": "\"'><svg class=injected onload=alert(1)></svg><b class=injected onmouseover=alert(1)>",
    "ends": "</textarea></title></script></style></table><iframe class=injected src=javascript:alert(1)></iframe><!--",
    "template": "{{csrf}}{{{csrf}}}{{#layout}}{{district}}{{/layout}}{{> layout}} ${7*7} &lt;b&gt; &#60;script&#62;",
}
BASE = "<base href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example/'>"
OVERRIDES = "\u202e\u2066左右\u0301\u200b"


def hostile(name: str) -> str:
    """A report's text, with words by which it goes to the department that is signed in."""
    return f"云兴社区污水外溢 {ATTACKS[name]} {BASE} {OVERRIDES}"


def by_open311(district: District, name: str) -> None:
    text = hostile(name)
    district.file(
        text, address_string=ATTACKS[name], first_name=ATTACKS[name][:48], last_name="<i>", phone="\"'><script>alert(1)</script>",
        email="<b>@evil.example", account_id=text, device_id=text, media_url="https://evil.example/\"'><script>alert(1)</script>")


def by_kafka(district: District, name: str, text: str) -> None:
    short = ATTACKS[name][:60]
    district.publish("hotline", {
        "id": text[:90] + str(uuid.uuid4()), "text": text, "title": text, "address": text, "community": short,
        "reportedAt": "2026-01-05T10:00:00+08:00", "reporter": {"name": text[:100], "phone": short},
        "externalId": short, "category": short, "attachments": ["https://evil.example/\"'><script>alert(1)</script>"],
        "gathering": {"kind": short, "place": text, "recordedBy": text[:100], "participants": [text[:100]]},
        "<script>alert(1)</script>": ATTACKS[name],
    })


def by_form(page: Page, name: str) -> str:
    """Files it at the hotline's page, which tells the number."""
    page.goto("/hotline")
    page.locator("#text").fill(hostile(name))
    page.locator("#address").fill(ATTACKS[name][:200])
    page.locator("#community").select_option("yunxing")
    page.locator("#reporter").fill(ATTACKS[name][:100])
    page.locator("#phone").fill("'\"><script>alert(1)</script>")
    page.locator("form[action='/hotline/reports'] button.primary").click()
    told = page.locator(".done")
    expect(told).to_be_visible()
    return " ".join(told.inner_text().split()[-4:])


def injected(page: Page) -> list[str]:
    """What markup of a report would leave in a page."""
    return page.evaluate(
        """() => {
            const found = [...document.querySelectorAll('.injected, iframe, base, meta[http-equiv=refresh]')]
            const scripts = [...document.scripts].filter(script => !script.src.startsWith(location.origin + '/'))
            const handlers = [...document.querySelectorAll('*')]
                .filter(element => [...element.attributes].some(attribute => attribute.name.startsWith('on')))
            return [...found, ...scripts, ...handlers].map(element => element.outerHTML.slice(0, 200))
        }""")


@pytest.fixture(scope="module")
def attacked(district: District) -> District:
    for name in ATTACKS:
        by_open311(district, name)
        by_kafka(district, name, hostile(name))
        # Without words by which it would go anywhere: the desk's.
        by_kafka(district, name, ATTACKS[name])
    return district


@pytest.mark.parametrize("name", ATTACKS)
def test_no_page_takes_a_report_for_more_than_words(
    name: str, attacked: District, open_page: Callable[..., Page]
) -> None:
    number = by_form(open_page("hotline"), name)
    department = open_page("department")
    follow(department, number)
    for action, fields in {
        "contact": {"note": ATTACKS[name]},
        "start": {"stage": "build", "participants": ATTACKS[name][:200], "note": ATTACKS[name]},
        "resolve": {"reply": hostile(name), "note": hostile(name)},
    }.items():
        do(department, action, **fields)
    expect(department.locator(".timeline")).to_contain_text(ATTACKS[name][:40])

    wrong: list[str] = []
    for role, paths in PATHS.items():
        page = open_page(role)

        def watch(request: Request) -> None:
            if not request.url.startswith((attacked.origin + "/", "data:")):
                wrong.append(f"asks for {request.url}")

        page.on("request", watch)
        for path in paths:
            page.goto(path.format(case=number.replace(" ", "")))
            wrong += [f"{role} {path}: {element}" for element in injected(page)]
        if role != "manager":
            page.goto("/cases/" + number.replace(" ", ""))
            expect(page.locator("main")).to_contain_text(ATTACKS[name])
    assert not wrong, "\n".join(wrong)


def test_what_is_asked_for_is_shown_again_as_words(district: District, open_page: Callable[..., Page]) -> None:
    page = open_page("hotline")
    attack = "\"></textarea><script>alert(1)</script><img class=injected src=x onerror=alert(1)>"
    page.goto(f"/hotline?q={quote(attack)}")
    expect(page.locator("#q")).to_have_value(attack)
    assert not injected(page)
    for name in ("area", "community", "department", "state", "receivedFrom"):
        page.goto(f"/cases?{name}={quote(attack)}")
        expect(page.locator("h1")).to_be_visible()
        assert not injected(page), name
