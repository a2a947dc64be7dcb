"""A small client of a headless Chromium: as much of the DevTools protocol as the tests need, over a pipe.

https://chromedevtools.github.io/devtools-protocol/
"""

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

SECONDS_FOR_AN_ANSWER = 60
"""A bound, so that a browser that hangs fails the test; no measure of its speed."""

_OPTIONS = (
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--force-color-profile=srgb", "--lang=sv", "about:blank",
)  # fmt: skip

# The browser reads calls from descriptor 3 and writes answers to 4, whichever these were.
_START = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for place, end in zip((3, 4), ends):
    os.dup2(end, place)
os.execv(sys.argv[3], sys.argv[3:])
"""

Json = dict[str, Any]


class BrowserGone(Exception):  # noqa: N818 (told of, not raised by, the browser)
    """The browser ended, or did not answer in time."""


class Browser:
    """A browser with one page."""

    def __init__(self, program: str, folder: Path) -> None:
        self._folder = folder / "profile"
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        python = [sys.executable, "-c", _START, str(to_read), str(to_write)]
        self._process = subprocess.Popen(
            [*python, program, f"--user-data-dir={self._folder}", *_OPTIONS],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(to_read, to_write),
        )
        os.close(to_read)
        os.close(to_write)
        self._asked = 0
        self._unread = b""
        self._session: str | None = None
        self._events: list[Json] = []

    def __enter__(self) -> Self:
        try:
            self._attach()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _attach(self) -> None:
        targets = self._ask("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        self._session = self._ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._ask(f"{domain}.enable")

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, BrowserGone):
            self._session = None
            self._ask("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)
        shutil.rmtree(self._folder, ignore_errors=True)

    def show(self, page: Path, *, width: int = 1280, dark: bool = False, script: bool = True) -> None:
        """Show a page on a screen so wide, in light or dark colours, with the page's own script or without."""
        self._ask("Emulation.setScriptExecutionDisabled", value=not script)
        self._ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])
        self._events.clear()
        self._ask("Page.navigate", url=page.as_uri())
        self._wait_for("Page.loadEventFired")
        # What was not run when the page came is not run now either; only the tests' own script is let in.
        self._ask("Emulation.setScriptExecutionDisabled", value=False)

    def evaluate(self, expression: str) -> Any:
        """Give the value of an expression of JavaScript, or of what it promises, on the page that is shown."""
        answer = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            self._ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode={"Tab": 9}[key])

    @property
    def requested(self) -> list[str]:
        """What the page has fetched, or tried to, since it was shown; itself left out, and what its policy stopped."""
        stopped = {
            one["params"]["requestId"]
            for one in self._events
            if one["method"] == "Network.loadingFailed" and one["params"].get("blockedReason") == "csp"
        }
        asked = [one["params"] for one in self._events if one["method"] == "Network.requestWillBeSent"]
        urls = [one["request"]["url"] for one in asked if one["requestId"] not in stopped]
        return [url for url in urls if not url.startswith(("file:", "data:"))]

    @property
    def complaints(self) -> list[str]:
        """What the browser has complained of since the page was shown: of its policy, or of its script."""
        told = [one["params"]["entry"]["text"] for one in self._events if one["method"] == "Log.entryAdded"]
        thrown = [str(one["params"]) for one in self._events if one["method"] == "Runtime.exceptionThrown"]
        return told + thrown

    def _ask(self, method: str, **params: Any) -> Json:
        self._asked += 1
        call: Json = {"id": self._asked, "method": method, "params": params}
        if self._session is not None:
            call["sessionId"] = self._session
        data = json.dumps(call).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while (answer := self._next()).get("id") != self._asked:
            self._events.append(answer)
        assert "error" not in answer, (method, answer["error"])
        result: Json = answer["result"]
        return result

    def _wait_for(self, event: str) -> None:
        while not any(one["method"] == event for one in self._events):
            self._events.append(self._next())

    def _next(self) -> Json:
        until = time.monotonic() + SECONDS_FOR_AN_ANSWER
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._from], [], [], max(0, until - time.monotonic()))
            piece = os.read(self._from, 1 << 16) if ready else b""
            if not piece:
                raise BrowserGone
            self._unread += piece
        message, _, self._unread = self._unread.partition(b"\0")
        answer: Json = json.loads(message)
        return answer
