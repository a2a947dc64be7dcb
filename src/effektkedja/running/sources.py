"""The lines of the files that something was found in, read again when they are to be shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from effektkedja.basics.report import CheckedFile
from effektkedja.basics.span import split_lines
from effektkedja.reading.faults import Fault
from effektkedja.reading.scan import scan
from effektkedja.workspace.discover import NamedFile
from effektkedja.workspace.files import Disk


class SourceLines(Mapping[str, Sequence[str]]):
    """The lines of each file by its name. A file that can no longer be read has none."""

    def __init__(self, files: Iterable[CheckedFile], standard_input: bytes | None, largest: int) -> None:
        self._files = {file.name: file for file in files}
        self._disk = Disk(standard_input, largest)
        self._largest = largest
        self._read: dict[str, Sequence[str]] = {}

    def __getitem__(self, name: str) -> Sequence[str]:
        if name not in self._read:
            self._read[name] = self._lines_of(self._files[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def _lines_of(self, file: CheckedFile) -> Sequence[str]:
        data = self._disk.read(NamedFile(file.name, file.path, from_folder=False))
        return [] if isinstance(data, Fault) or len(data) > self._largest else split_lines(scan(data).text)
