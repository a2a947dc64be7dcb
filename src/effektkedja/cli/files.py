"""Writing a file so that it is either old or new, and never half."""

import os
from codecs import BOM_UTF8
from pathlib import Path


class ChangedMeanwhileError(Exception):
    """The file no longer holds what was read of it; it stays as it is."""


class ReadOnlyError(Exception):
    """The file may not be written."""


def bytes_to_replace(path: Path, text: str) -> bytes:
    """Give what a file holds that was read as `text` and is to be written anew.

    Raises ReadOnlyError where it may not be written, ChangedMeanwhileError where it holds something else by now, and
    OSError where it cannot be read any more.
    """
    data = path.read_bytes()
    if not (os.access(path, os.W_OK) and path.stat().st_mode & 0o222):
        raise ReadOnlyError
    if data.decode("utf-8-sig", "replace") != text:
        raise ChangedMeanwhileError
    return data


def replace_text(path: Path, text: str, instead_of: bytes) -> None:
    """Write a text in the place of what the file held, with a byte order mark if that had one.

    Raises OSError where it cannot be, ChangedMeanwhileError where the file holds something else by now.
    """
    bom = BOM_UTF8 if instead_of.startswith(BOM_UTF8) else b""
    replace_file(path, bom + text.encode("utf-8"), instead_of)


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
