"""Writing a file so that it is either old or new, and never half."""

import os
from pathlib import Path


class ChangedMeanwhileError(Exception):
    """The file no longer holds what was read of it; it stays as it is."""


def replace_file(path: Path, content: bytes, instead_of: bytes | None = None) -> None:
    """Write the content to a new file beside `path` and put it in its place. Raises OSError where it cannot be.

    With `instead_of`, raises ChangedMeanwhileError where the file holds something else than that.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a device or a pipe, such as /dev/stdout, is written to and not replaced
        return
    import tempfile  # only where there is a file to write

    target = Path(os.path.realpath(path))
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        if instead_of is not None:
            _refuse_changed(target, instead_of)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _refuse_changed(path: Path, expected: bytes) -> None:
    if path.read_bytes() != expected:
        raise ChangedMeanwhileError


def create_file(path: Path, content: bytes) -> None:
    """Write a file that is new. Raises FileExistsError where the name is taken, OSError where it cannot be written."""
    file = path.open("xb")
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
