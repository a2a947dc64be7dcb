"""The files of a run, read, and joined to chains by their imports."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from effektkedja.basics.diagnostic import Finding, arguments
from effektkedja.basics.language import Language
from effektkedja.basics.span import Span
from effektkedja.plan.limits import Limits
from effektkedja.plan.load import LoadedPlan, holds_version, load
from effektkedja.plan.model import Plan
from effektkedja.reading.comments import IgnoreComment, ignore_comments
from effektkedja.reading.compose import Document, read
from effektkedja.reading.faults import Fault
from effektkedja.reading.tree import Mapping as Tree
from effektkedja.reading.tree import span_of
from effektkedja.workspace.config import UNCONFIGURED, Configuration
from effektkedja.workspace.discover import NamedFile, find_plans, names_version
from effektkedja.workspace.files import Disk, Files, identity_of, read_bytes
from effektkedja.workspace.imports import Refusal

MOST_FILES = 1000
"""Files of one chain."""
MOST_BYTES = 256 * 1024 * 1024
"""Bytes of one chain."""


@dataclass(eq=False)
class SourceFile:
    """A plan file of the run."""

    name: str
    """As shown to people."""
    path: Path | None
    """None for what does not lie on disk: standard input, a revision of a repository."""
    named: bool
    """Whether it was named, or lies in a folder that was; else it was only imported."""
    size: int
    document: Document
    loaded: LoadedPlan
    import_findings: list[Finding] = field(default_factory=list)

    @property
    def identity(self) -> str:
        """What makes it this file and no other, whatever it is called: its real path; `-` for standard input."""
        return identity_of(self.path)

    @property
    def plan(self) -> Plan | None:
        """The plan, or None where the reading ended early."""
        return self.loaded.plan

    @property
    def root(self) -> Tree | None:
        """The tree of the plan, by canonical names."""
        return self.loaded.root

    @property
    def language(self) -> Language:
        """The language that the plan is written in."""
        return self.loaded.language

    @property
    def organisation(self) -> str | None:
        """Id of the organisation whose plan it is."""
        organisation = self.plan.organisation if self.plan else None
        return (organisation.id or None) if organisation else None

    @property
    def findings(self) -> list[Finding]:
        """What reading the file and its imports has found."""
        return [*self.loaded.findings, *self.import_findings]

    def comments(self) -> list[IgnoreComment]:
        """Give the comments that silence findings in the file."""
        return ignore_comments(self.document) if self.plan is not None else []


@dataclass(frozen=True, slots=True)
class Import:
    """One file importing another."""

    source: SourceFile
    target: SourceFile
    span: Span


@dataclass(frozen=True, slots=True)
class Workspace:
    """All files of a run, in the order of their names."""

    files: tuple[SourceFile, ...]
    chains: tuple[tuple[SourceFile, ...], ...]
    """The same files, those together that imports join."""
    imports: tuple[Import, ...]
    configuration: Configuration


_AS_THEY_ARE: Mapping[str, bytes] = MappingProxyType({})


def open_workspace(
    paths: Iterable[str],
    read_standard_input: Callable[[int], bytes],
    configuration: Configuration = UNCONFIGURED,
    instead: Mapping[str, bytes] = _AS_THEY_ARE,
) -> Workspace:
    """Read the plans that the paths mean and all that they import.

    `read_standard_input` gives at most so many bytes of standard input. `instead` is what files are to hold for this
    time, by their identity, in the place of what they do. Raises PathMissingError for a path that does not exist.
    """
    largest = configuration.limits.file_size
    named = find_plans(paths, configuration.leaves_out, largest)
    standard_input = read_standard_input(largest + 1) if any(file.path is None for file in named) else None
    return workspace_of(named, Disk(standard_input, largest, instead), configuration)


def workspace_of(named: Iterable[NamedFile], among: Files, configuration: Configuration = UNCONFIGURED) -> Workspace:
    """Read the plans that were named, and what they import among these files."""
    builder = _Builder(among, configuration)
    for file in named:
        builder.add_named(file)
    builder.follow_imports()
    return builder.workspace()


def read_alone(path: Path, name: str, configuration: Configuration) -> Workspace:
    """Read one plan from disk, shown to people by that name, and nothing that it imports."""
    named = NamedFile(name, path, from_folder=False)
    limits = configuration.limits
    file = _source_file(named, read_bytes(path, limits.file_size), limits, named=True)
    return Workspace((file,), ((file,),), (), configuration)


class _Builder:
    def __init__(self, among: Files, configuration: Configuration) -> None:
        self._among = among
        self._configuration = configuration
        self._limits = configuration.limits
        self._files: dict[str, SourceFile | None] = {}
        """By identity; None for a file that turned out to be no plan."""
        self._waiting: deque[tuple[NamedFile, SourceFile]] = deque()
        self._imports: list[Import] = []
        self._chains = _Chains()

    def add_named(self, named: NamedFile) -> None:
        """Read a file that was named."""
        identity = self._among.identity(named)
        if identity in self._files:
            return
        file = _source_file(named, self._among.read(named), self._limits, named=True)
        if named.from_folder and [finding.code for finding in file.findings] == ["EK009"]:
            return
        self._keep(identity, named, file)

    def follow_imports(self) -> None:
        """Read what the files import, what these import, and so on."""
        while self._waiting:
            found, file = self._waiting.popleft()
            for written, span in _imports_of(file):
                target = self._import(written, found, file)
                if isinstance(target, Refusal):
                    finding = Finding("EK105", file.name, span, target.variant, arguments(path=written), key="imports")
                    file.import_findings.append(finding)
                else:
                    self._imports.append(Import(file, target, span))

    def workspace(self) -> Workspace:
        """Give what was read."""
        files = sorted((file for file in self._files.values() if file is not None), key=lambda file: file.name)
        chains: dict[SourceFile, list[SourceFile]] = {}
        for file in files:
            chains.setdefault(self._chains.of(file), []).append(file)
        return Workspace(tuple(files), tuple(map(tuple, chains.values())), tuple(self._imports), self._configuration)

    def _import(self, written: str, found: NamedFile, importer: SourceFile) -> SourceFile | Refusal:
        imported = self._among.imported(written, found)
        if isinstance(imported, Refusal):
            return imported
        identity = self._among.identity(imported)
        if identity not in self._files:
            if not self._chains.has_room(importer, self._among.size(imported)):
                return Refusal("too-many")
            self._keep(identity, imported, _imported_file(imported, self._among.read(imported), self._limits))
        target = self._files[identity]
        if target is None or [finding.code for finding in target.findings] == ["EK009"]:
            return Refusal("no-plan")
        return target if self._chains.join(importer, target) else Refusal("too-many")

    def _keep(self, identity: str, found: NamedFile, file: SourceFile | None) -> None:
        self._files[identity] = file
        if file is not None:
            self._waiting.append((found, file))
            self._chains.add(file)


class _Chains:
    """Which files are joined, and how much they hold together."""

    def __init__(self) -> None:
        self._above: dict[SourceFile, SourceFile] = {}
        self._holds: dict[SourceFile, tuple[int, int]] = {}

    def add(self, file: SourceFile) -> None:
        self._above[file] = file
        self._holds[file] = (1, file.size)

    def of(self, file: SourceFile) -> SourceFile:
        """Give the file that stands for the chain."""
        while self._above[file] is not file:
            self._above[file] = self._above[self._above[file]]
            file = self._above[file]
        return file

    def has_room(self, file: SourceFile, size: int) -> bool:
        """Tell whether the file's chain may take one more file of that size."""
        files, held = self._holds[self.of(file)]
        return files < MOST_FILES and held + size <= MOST_BYTES

    def join(self, one: SourceFile, other: SourceFile) -> bool:
        """Join two chains, unless they are too large together."""
        first, second = self.of(one), self.of(other)
        if first is second:
            return True
        files, size = (a + b for a, b in zip(self._holds[first], self._holds[second], strict=True))
        if files > MOST_FILES or size > MOST_BYTES:
            return False
        self._above[second] = first
        self._holds[first] = (files, size)
        return True


def _source_file(found: NamedFile, data: bytes | Fault, limits: Limits, *, named: bool) -> SourceFile:
    document = Document("", None, data) if isinstance(data, Fault) else read(data, limits.file_size)
    size = 0 if isinstance(data, Fault) else len(data)
    return SourceFile(found.name, found.path, named, size, document, load(document, found.name, limits))


def _imported_file(found: NamedFile, data: bytes | Fault, limits: Limits) -> SourceFile | None:
    """Make a file of what was imported; None where it does not show itself to be a plan: nothing of it is told."""
    file = _source_file(found, data, limits, named=False)
    if isinstance(data, Fault):
        return file
    return file if holds_version(file.document) or names_version(data) else None


def _imports_of(file: SourceFile) -> list[tuple[str, Span]]:
    """Give the paths that a file imports, each with its place."""
    if file.plan is None or file.root is None:
        return []
    return [
        (written, span_of(item)) for written, item in zip(file.plan.imports, file.root.items("imports"), strict=True)
    ]
