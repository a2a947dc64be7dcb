"""The files of a revision of a git repository, read where they lie: nothing is checked out and nothing is written."""

import os
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from effektkedja.reading.compose import too_large
from effektkedja.reading.faults import Fault
from effektkedja.workspace.config import Configuration
from effektkedja.workspace.discover import NamedFile, names_version
from effektkedja.workspace.folders import PLAN_SUFFIXES
from effektkedja.workspace.git import GitError, Objects, folder_in_repository, tree_of
from effektkedja.workspace.imports import Refusal, refused_as_written
from effektkedja.workspace.roots import CONFIGURATION
from effektkedja.workspace.workspace import Workspace, workspace_of

LARGEST_TREE = 64 * 1024 * 1024
"""Bytes of one folder's list of names."""

_NO_REVISION = re.compile(r"[A-Za-z]:[\\/]|[./\\]")
"""What begins like a path: a drive of Windows, a dot, a slash."""
_FOLDER, _LINK, _SUBMODULE = "40000", "120000", "160000"


class InRevision(NamedTuple):
    """A path in a revision, as `REV:PATH` says it."""

    revision: str
    path: str


def in_revision(written: str) -> InRevision | None:
    """Give what `REV:PATH` means, or None for the path of a file or folder on disk; one that is there comes first."""
    if _NO_REVISION.match(written) or _is_there(written):
        return None
    inside = 0  # `HEAD@{2026-04-30 12:00}:plan.yaml` has the colon that counts after the brace
    for index, character in enumerate(written):
        inside += (character == "{") - (character == "}")
        if character == ":" and inside <= 0:
            return InRevision(written[:index], written[index + 1 :]) if index else None
    return None


def _is_there(written: str) -> bool:
    try:
        return os.path.lexists(written)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class PlansInRevision:
    """The plans that a path means in a revision."""

    workspace: Workspace
    folder: str
    """The folder that the path is, or lies in, from the top of the repository."""
    is_folder: bool


def open_revision(wanted: InRevision, configuration: Configuration) -> PlansInRevision:
    """Read the plans that a path means in a revision, and all that they import there.

    Raises GitError where git, the repository, the revision or the path is missing.
    """
    above = folder_in_repository()
    with closing(Objects()) as objects:
        tree = _Tree(objects, tree_of(wanted.revision), configuration.limits.file_size)
        files = _RevisionFiles(wanted.revision, tree)
        path = _inside(wanted.path, above)
        entry = tree.entry(path)
        _refuse(entry, tree, posixpath.normpath(above + wanted.path.replace(os.sep, "/")))
        is_folder = entry is not None and entry.mode == _FOLDER
        folder = path if is_folder else posixpath.dirname(path)
        return PlansInRevision(workspace_of(files.find([path]), files, configuration), folder, is_folder)


def _inside(written: str, above: str) -> str:
    """Give a path from the top of the repository, as git understands it: from the working folder if it says `./`."""
    path = written.replace(os.sep, "/")
    if path.split("/")[0] in {".", ".."}:
        path = above + path
    path = posixpath.normpath(path)
    return "" if path == "." else path


def _refuse(entry: "_Entry | None", tree: "_Tree", instead: str) -> None:
    if entry is None:
        raise GitError("path", instead if tree.entry(instead) is not None else "")
    if entry.mode == _SUBMODULE:
        raise GitError("submodule")
    if entry.mode == _LINK:
        raise GitError("link")


class _Entry(NamedTuple):
    mode: str
    name: str
    """Of the object."""


class _Tree:
    """The folders and files of a tree, looked up as they are needed."""

    def __init__(self, objects: Objects, root: str, largest: int) -> None:
        self._objects = objects
        self._largest = largest
        self._root = _Entry(_FOLDER, root)
        self._folders: dict[str, dict[str, _Entry]] = {}

    def entry(self, path: str) -> _Entry | None:
        """Give what lies at a path; for one inside a submodule or a link, that. The empty path is the top."""
        found = self._root
        for name in filter(None, path.split("/")):
            if found.mode in {_SUBMODULE, _LINK}:
                break
            inner = self.folder(found).get(unicodedata.normalize("NFC", name)) if found.mode == _FOLDER else None
            if inner is None:
                return None
            found = inner
        return found

    def folder(self, entry: _Entry) -> dict[str, _Entry]:
        """Give what a folder holds, by name."""
        if entry.name not in self._folders:
            content = self._objects.read(entry.name, LARGEST_TREE)
            if content is None:
                raise GitError("unreadable")
            try:
                self._folders[entry.name] = dict(_entries(content, len(entry.name) // 2))
            except ValueError:  # not as git writes it
                raise GitError("unreadable") from None
        return self._folders[entry.name]

    def read(self, entry: _Entry) -> bytes | Fault:
        """Give the content of a file."""
        try:
            content = self._objects.read(entry.name, self._largest)
        except GitError:
            return Fault("EK001", "unreadable")
        return too_large(self._largest) if content is None else content


def _entries(content: bytes, digest: int) -> Iterator[tuple[str, _Entry]]:
    """Read a tree as git keeps it: for each entry its mode, a space, its name, a NUL, and the name of its object."""
    start = 0
    while start < len(content):
        end = content.index(b"\0", start)
        mode, _, name = content[start:end].partition(b" ")
        start = end + 1 + digest
        shown = unicodedata.normalize("NFC", name.decode("utf-8", "backslashreplace"))
        yield shown, _Entry(mode.decode("ascii"), content[end + 1 : start].hex())


class _RevisionFiles:
    """The files of a revision, as a workspace asks for them."""

    def __init__(self, revision: str, tree: _Tree) -> None:
        self._revision = revision
        self._tree = tree

    def shown(self, path: str) -> str:
        """Give a path as shown to people."""
        return f"{self._revision}:{path}"

    def find(self, paths: Iterable[str]) -> list[NamedFile]:
        """Give the plan files that paths from the top of the repository mean."""
        found: dict[str, NamedFile] = {}
        for path in paths:
            entry = self._tree.entry(path)
            if entry is not None and entry.mode == _FOLDER:
                below = (NamedFile(self.shown(inner), None, from_folder=True) for inner in self._below(path, entry))
                found |= {file.name: file for file in below}
            else:
                found[self.shown(path)] = NamedFile(self.shown(path), None, from_folder=False)
        return [found[name] for name in sorted(found)]

    def imported(self, written: str, importer: NamedFile) -> NamedFile | Refusal:
        """Give the file that an import means. Links are not followed."""
        if refusal := refused_as_written(written):
            return refusal
        folder = posixpath.dirname(self._path(importer))
        target = posixpath.normpath(posixpath.join(folder, written.replace(os.sep, "/")))
        root = self._root_of(folder)
        if target.startswith(("/", "../")) or (root and not target.startswith(f"{root}/")):
            return Refusal("outside")
        if any(part.startswith(".") for part in target.removeprefix(root).split("/")):
            return Refusal("hidden")
        if not written.endswith(PLAN_SUFFIXES):
            return Refusal("suffix")
        entry = self._tree.entry(target)
        if entry is None:
            return Refusal("missing")
        return NamedFile(self.shown(target), None, from_folder=False) if _is_file(entry) else Refusal("not-file")

    def identity(self, file: NamedFile) -> str:
        """Give the name of a file."""
        return unicodedata.normalize("NFC", file.name)

    def size(self, file: NamedFile) -> int:
        """Give how many bytes a file has."""
        data = self.read(file)
        return 0 if isinstance(data, Fault) else len(data)

    def read(self, file: NamedFile) -> bytes | Fault:
        """Give the bytes of a file."""
        entry = self._tree.entry(self._path(file))
        return self._tree.read(entry) if entry is not None and _is_file(entry) else Fault("EK001", "not-file")

    def _path(self, file: NamedFile) -> str:
        return file.name[len(self._revision) + 1 :]

    def _root_of(self, folder: str) -> str:
        """Give the folder that imports may not leave: the nearest with a configuration, else the top."""
        while folder and self._tree.entry(f"{folder}/{CONFIGURATION}") is None:
            folder = posixpath.dirname(folder)
        return folder

    def _below(self, path: str, folder: _Entry) -> Iterator[str]:
        """Give the plans in a folder and below it; hidden folders, links and submodules are passed over."""
        waiting = [(path, folder)]
        while waiting:
            above, entry = waiting.pop()
            for name, inner in self._tree.folder(entry).items():
                inner_path = f"{above}/{name}" if above else name
                if name.startswith("."):
                    continue
                if inner.mode == _FOLDER:
                    waiting.append((inner_path, inner))
                elif name.endswith(PLAN_SUFFIXES) and _is_file(inner):
                    data = self._tree.read(inner)
                    if isinstance(data, Fault) or names_version(data):
                        yield inner_path


def _is_file(entry: _Entry) -> bool:
    return entry.mode.startswith("100")
