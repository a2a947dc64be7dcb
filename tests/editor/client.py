"""A small client of a language server: as much of an editor as the tests need.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

import contextlib
import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

SECONDS_FOR_AN_ANSWER = 60
"""A bound, so that a server that hangs fails the test; no measure of its speed."""

Json = dict[str, Any]


class ServerGone(Exception):  # noqa: N818 (told of, not raised by, the server)
    """The server ended, or did not answer in time."""


class Editor:
    """An editor with one folder open and one language server running."""

    def __init__(self, command: Sequence[str], folder: Path, settings: Json, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._settings = settings
        self._diagnostics: dict[str, list[Json]] = {}
        self._messages: queue.Queue[Json | None] = queue.Queue()
        self._asked = 0
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self._server = subprocess.Popen(command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=nowhere)
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._to, self._from = self._server.stdin, self._server.stdout
        self._listener = threading.Thread(target=_listen, args=(self._from, self._messages), daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        item = {"snippetSupport": True, "documentationFormat": ["markdown"]}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"completion": {"completionItem": item}, "hover": {"contentFormat": ["markdown"]}},
        }
        root = self._folder.as_uri()
        folders = [{"uri": root, "name": self._folder.name}]
        self.ask("initialize", processId=None, rootUri=root, workspaceFolders=folders, capabilities=capabilities)
        self.tell("initialized")
        # What the server does before it knows its settings would not be what they say.
        while (message := self._next()).get("method") != "workspace/configuration":
            self._attend(message)
        self._attend(message)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, ServerGone, subprocess.TimeoutExpired):
            self.ask("shutdown")
            self.tell("exit")
            self._server.wait(SECONDS_FOR_AN_ANSWER)
        self._server.kill()
        self._server.wait()
        with contextlib.suppress(OSError):
            self._to.close()
        self._listener.join()
        self._from.close()

    def open(self, name: str, text: str) -> str:
        """Open a file of the folder, which need not be on the disk, and give its address."""
        uri = (self._folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def complete(self, uri: str, line: int, character: int) -> list[Json]:
        """Give what the server offers at a place."""
        answer = self.ask("textDocument/completion", **_at(uri, line, character))
        items: list[Json] = answer if isinstance(answer, list) else answer["items"]
        return items

    def hover(self, uri: str, line: int, character: int) -> str:
        """Give what the server says of a place, in Markdown."""
        answer = self.ask("textDocument/hover", **_at(uri, line, character))
        return str(answer["contents"]["value"]) if answer else ""

    def problems(self, uri: str) -> list[Json]:
        """Give what the server finds wrong with a file, as soon as it has looked."""
        while uri not in self._diagnostics:
            self._attend(self._next())
        return self._diagnostics[uri]

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and give its answer."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._next()
            if "method" in message or message.get("id") != self._asked:
                self._attend(message)
            elif "error" in message:
                raise ServerGone(f"{method}: {message['error']}")
            else:
                return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _attend(self, message: Json) -> None:
        """Do with a message from the server what an editor does."""
        method, params = message.get("method"), message.get("params", {})
        if method == "textDocument/publishDiagnostics":
            self._diagnostics[params["uri"]] = params["diagnostics"]
        if "id" in message and method is not None:
            configuration = [self._settings.get(item.get("section", "")) for item in params.get("items", ())]
            self._send({"id": message["id"], "result": configuration if method == "workspace/configuration" else None})

    def _next(self) -> Json:
        try:
            message = self._messages.get(timeout=SECONDS_FOR_AN_ANSWER)
        except queue.Empty:
            raise ServerGone(f"no answer within {SECONDS_FOR_AN_ANSWER} s") from None
        if message is None:
            raise ServerGone("the server ended")
        return message

    def _send(self, message: Json) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._to.flush()


def _at(uri: str, line: int, character: int) -> Json:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def _listen(stream: IO[bytes], messages: "queue.Queue[Json | None]") -> None:
    """Put every message of the server in the queue, and None when it has ended."""
    while header := stream.readline():
        length = 0
        while header.strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            header = stream.readline()
        messages.put(json.loads(stream.read(length)))
    messages.put(None)
