"""Hostile clients against the running program: slow ones, greedy ones, and ones that try tricks.

    Tests/Browser/run --hostile

Prints what each was answered, how long a decent client waited meanwhile, and how much memory the program took; exits
with 1 if something broke or leaked.
"""
from __future__ import annotations

import asyncio
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

from district import District

SLOW = 500
STREAMS = 600
TRICKS = [
    "' OR 1=1 --", "'; DROP TABLE cases; --", "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "\x00", "<script>alert(1)</script>",
    "{{7*7}}", "${jndi:ldap://x}", "%", "%zz", "9" * 5_000, "-1", "1e999", "NaN", "null", "[]", "😀",
    "\r\nSet-Cookie: a=b", "a" * 2_000,
]
PATHS = [
    "/cases/{}", "/cases/{}/sheet", "/departments/{}", "/cases?area={}", "/cases?after={}", "/cases?state={}", "/cases?receivedFrom={}",
    "/figures?only={}", "/figures?from={}", "/figures?by={}", "/figures/cases?figure={}", "/figures/cases?figure=open&group={}",
    "/figures/cases?figure=open&page={}", "/hotline?q={}", "/hotline?filed={}", "/api/v1/cases/{}", "/api/v1/cases?limit={}",
    "/api/v1/cases?order={}", "/api/v1/figures?dueWithin={}", "/api/v1/departments/{}/tasks", "/open311/v2/requests/{}.json",
    "/open311/v2/requests.xml?service_code={}", "/open311/v2/requests.json?bbox={}", "/open311/v2/services/{}.json",
    "/open311/v2/tokens/{}.json", "/assets/{}", "/{}", "/sign-in?next={}", "/sign-in?session={}", "/pilots?lang={}", "/grid?after={}",
]
failures: list[str] = []


def say(name: str, what: str) -> None:
    print(f"{name:34} {what}", flush=True)


def check(name: str, holds: bool, what: str) -> None:
    say(name, what + ("" if holds else "   WRONG"))
    if not holds:
        failures.append(name)


class Site:
    """The program as its clients see it."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.host, self.port = "127.0.0.1", int(district.origin.rsplit(":", 1)[1])
        scope = ("--role", "admin", "--name", "hostile", "--access", district.path("access.json"))
        self.key = district.run("keys", "create", *scope).split()[0]

    def resident(self) -> int:
        with open(f"/proc/{self.district.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmRSS"))

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(self.host, self.port)

    async def status_of(self, head: bytes, body: bytes = b"", wait: float = 20) -> str:
        """The status of the answer, `closed` or `silent`."""
        reader, writer = await self.connect()
        try:
            writer.write(head + body)
            await writer.drain()
            line = await asyncio.wait_for(reader.readline(), wait)
            return line.split()[1].decode() if line else "closed"
        except (ConnectionError, BrokenPipeError):
            return "closed"
        except asyncio.TimeoutError:
            return "silent"
        finally:
            writer.close()

    async def ping(self) -> float:
        """How long a decent client waits for a page, in seconds."""
        begun = time.monotonic()
        head = f"GET /cases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.key}\r\nConnection: close\r\n\r\n"
        status = await self.status_of(head.encode())
        return time.monotonic() - begun if status == "200" else float("inf")


async def slow_loris(site: Site) -> None:
    """Many who send a byte a second."""
    closed = 0

    async def one() -> None:
        nonlocal closed
        reader, writer = await site.connect()
        try:
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
            for _ in range(60):
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(1)
                if reader.at_eof():
                    break
            closed += 1 if reader.at_eof() else 0
        except ConnectionError:
            closed += 1
        finally:
            writer.close()

    slow = [asyncio.create_task(one()) for _ in range(SLOW)]
    await asyncio.sleep(2)
    waits = [await site.ping() for _ in range(20)]
    await asyncio.gather(*slow)
    check(f"{SLOW} slow senders", closed == SLOW, f"{closed} closed by the program")
    check("  a decent client meanwhile", max(waits) < 2, f"at most {max(waits) * 1000:.0f} ms")


async def event_streams(site: Site) -> None:
    """More open event streams than there may be."""
    held, refused = [], Counter()
    for _ in range(STREAMS):
        reader, writer = await site.connect()
        writer.write(f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {site.key}\r\n\r\n".encode())
        status = (await asyncio.wait_for(reader.readline(), 20)).split()[1].decode()
        if status == "200":
            held.append((reader, writer))
        else:
            refused[status] += 1
            writer.close()
    check(f"{STREAMS} event streams", 0 < len(held) < STREAMS and set(refused) <= {"429", "503"}, f"{len(held)} open, refused {dict(refused)}")
    site.district.file("云兴社区污水外溢")

    async def hears(reader: asyncio.StreamReader) -> bool:
        while line := await asyncio.wait_for(reader.readline(), 30):
            if line.startswith(b"event:"):
                return True
        return False

    heard = sum(await asyncio.gather(*(hears(reader) for reader, _ in held)))
    check("  a change is heard by", heard == len(held), f"{heard} of {len(held)}")
    for _, writer in held:
        writer.close()


async def greedy(site: Site) -> None:
    """Too much of everything."""
    auth = f"Authorization: Bearer {site.key}\r\n".encode()
    form = b"Content-Type: application/x-www-form-urlencoded\r\n"
    post = b"POST /open311/v2/requests.json HTTP/1.1\r\nHost: x\r\n" + auth + form
    refused = {"400", "413", "414", "431", "closed"}
    asked = {
        "a header of 64 KiB": (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 65_536 + b"\r\n\r\n", b""),
        "10,000 headers": (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 10_000 + b"\r\n", b""),
        "an address of 64 KiB": (b"GET /" + b"a" * 65_536 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b""),
        "a body of 10 MB": (post + b"Content-Length: 10000000\r\n\r\n", b"a" * 10_000_000),
        "a body of a negative length": (post + b"Content-Length: -1\r\n\r\n", b""),
        "two lengths": (post + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", b"aaaaaa"),
        "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00" * 100, b""),
    }
    for name, (head, body) in asked.items():
        status = await site.status_of(head, body)
        check(name, status in refused, status)
    reader, writer = await site.connect()
    writer.write(post + b"Transfer-Encoding: chunked\r\n\r\n")
    sent = 0
    try:
        while sent < 100_000_000 and not reader.at_eof():
            writer.write(b"10000\r\n" + b"a" * 65_536 + b"\r\n")
            await writer.drain()
            sent += 65_536
    except ConnectionError:
        pass
    check("an endless body in chunks", sent < 100_000_000, f"cut off within {sent / 1e6:.1f} MB")
    writer.close()


def tricks(site: Site) -> None:
    """Tricks in every part of an address."""
    statuses: Counter[int] = Counter()
    for path in PATHS:
        for trick in TRICKS:
            for quoted in (urllib.parse.quote(trick, safe=""), urllib.parse.quote(trick, safe="%/'();-=<>{}$:,.")):
                request = urllib.request.Request(
                    site.district.origin + path.format(quoted), headers={"Authorization": "Bearer " + site.key, "Accept": "text/html"})
                try:
                    with urllib.request.urlopen(request, timeout=20) as answer:
                        status, body = answer.status, answer.read()
                except urllib.error.HTTPError as error:
                    status, body = error.code, error.read()
                except (urllib.error.URLError, OSError, ValueError):
                    status, body = 0, b""
                statuses[status] += 1
                if status >= 500 or b"root:x:0" in body or b"SQLITE" in body.upper() or b"<script>alert" in body:
                    failures.append(f"{path.format(quoted)[:80]}: {status}")
    check("tricks in addresses", not any(status >= 500 for status in statuses), json.dumps(dict(sorted(statuses.items()))))


async def all_of_them(site: Site) -> None:
    before = site.resident()
    await greedy(site)
    await event_streams(site)
    await slow_loris(site)
    await asyncio.to_thread(tricks, site)
    after = site.resident()
    check("memory", after < before + 150, f"{before} MB before, {after} MB after")
    check("a decent client at the end", await site.ping() < 2, "is served")


def main() -> int:
    district = District()
    district.start()
    try:
        asyncio.run(all_of_them(Site(district)))
    finally:
        district.stop()
    for failure in failures[:20]:
        print("WRONG: " + failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
