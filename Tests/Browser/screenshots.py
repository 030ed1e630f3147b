"""Pictures of all pages: `screenshots.py FOLDER`."""
from __future__ import annotations

import os
import re
import sys

from playwright.sync_api import expect, sync_playwright

from district import USERS, District
from pages import PATHS, fill, in_language, sign_in, variants

WIDTHS = {"wide": (1280, 900), "phone": (390, 844)}


def main(folder: str) -> None:
    os.makedirs(folder, exist_ok=True)
    district = District()
    district.start()
    try:
        case = fill(district)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
            # The desk comes first: it sees all reports, and waits until there are some.
            for role, user in sorted(USERS.items(), key=lambda item: item[0] != "desk"):
                context = browser.new_context(base_url=district.origin)
                page = context.new_page()
                sign_in(page, district, user)
                if role == "desk":
                    page.goto("/cases")
                    expect(page.locator(f"a[href='/cases/{case}']")).to_be_visible(timeout=30_000)
                session = context.storage_state()
                context.close()
                for (language, scheme), (name, (width, height)) in (
                        (variant, size) for variant in variants() for size in WIDTHS.items()):
                    context = browser.new_context(
                        base_url=district.origin, storage_state=session, color_scheme=scheme,
                        viewport={"width": width, "height": height})
                    page = context.new_page()
                    for path in PATHS[role]:
                        page.goto(in_language(path.format(case=case), language))
                        shown = re.sub(r"\W+", "-", path.replace("{case}", "case")).strip("-")
                        page.screenshot(path=os.path.join(folder, f"{role}-{shown}-{language}-{name}-{scheme}.png"), full_page=True)
                    context.close()
            browser.close()
    finally:
        district.stop()
    print(f"{len(os.listdir(folder))} pictures in {folder}")


if __name__ == "__main__":
    main(sys.argv[1])
