"""The files of this machine, with a record of all that was asked of them."""

from effektkedja.reading.faults import Fault
from effektkedja.running.evidence import Evidence, target_of
from effektkedja.workspace.discover import NamedFile
from effektkedja.workspace.files import Disk
from effektkedja.workspace.imports import Refusal


class Recording:
    """Gives what the disk gives, and keeps what it was."""

    def __init__(self, disk: Disk) -> None:
        self.touched: set[str] = set()
        """The real paths of all files that had a say in anything."""
        self._disk = disk
        self._evidence = Evidence()
        self._is_complete = True

    @property
    def evidence(self) -> Evidence | None:
        """What was read, and where imports led; None where some of it cannot be looked at again."""
        return self._evidence if self._is_complete else None

    def imported(self, written: str, importer: NamedFile) -> NamedFile | Refusal:
        """Give the file that an import of `importer` means, or why there is none."""
        found = self._disk.imported(written, importer)
        target = target_of(found if isinstance(found, Refusal) else found.path)
        self._evidence.imports.append((written, None if importer.path is None else str(importer.path), target))
        if not isinstance(found, Refusal):
            self.touched.add(target)
        return found

    def identity(self, file: NamedFile) -> str:
        """Give the real path of a file."""
        return self._disk.identity(file)

    def size(self, file: NamedFile) -> int:
        """Give how many bytes a file has."""
        return self._disk.size(file)

    def read(self, file: NamedFile) -> bytes | Fault:
        """Give the bytes of a file."""
        data = self._disk.read(file)
        self.touched.add(self.identity(file))
        if isinstance(data, Fault) or file.path is None:
            self._is_complete = False
        else:
            self._evidence.add_file(file.path, data)
        return data
