"""Films sent by a page: how much is taken, what they may be, and where they lie while they are looked at."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio

LARGEST_BYTES = 2 << 30
LEFT_FREE_BYTES = 1 << 30  # of the disk that holds temporary files
STRETCH_S = 30.0  # in which at least LEAST_BYTES of a film must come, or it is given up
LEAST_BYTES = 3_000_000  # a tenth of what the weakest Wi-Fi brings in that time; others wait meanwhile
HEAD_BYTES = 12  # show what a film is
LONGEST_NAME = 120  # characters of a film's name that are kept


class UploadError(ValueError):
    """A film that is not taken, with the HTTP status that says so; the message is one plain line."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


NO_ROOM = (507, "There is not enough free disk space for this file.")
NO_FILM = (415, "This is no film that formcheck can read: send an MP4, MOV, WebM, MKV or AVI file.")
TOO_SLOW = (408, "The file stopped coming, or comes too slowly. Send it again.")


def film_ending(head: bytes) -> str:
    """The file name's ending for a film that begins like this. UploadError: it is none.

    Its own name does not count: FFmpeg opens text files that lead to other files, whatever they are called.
    """
    if head[4:8] == b"ftyp":
        return ".mp4"
    if head[4:8] in (b"wide", b"moov", b"mdat", b"free"):  # QuickTime from before there was ftyp
        return ".mov"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return ".webm"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return ".avi"
    raise UploadError(*NO_FILM)


def shown_name(name: str) -> str:
    """What may be kept and shown of a film's name: its last part, printable, not endless."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:LONGEST_NAME] or "film"


def private_folder() -> Path:
    """A new folder for a film that nobody else may look into; its name tells which process needs it."""
    return Path(tempfile.mkdtemp(prefix=f"formcheck-{os.getpid()}-"))


def remove_leftovers() -> None:
    """Remove the folders of servers that were killed. Call it before the first `private_folder`."""
    if sys.platform == "win32":  # there os.kill would end the process that it asks about
        return
    for folder in Path(tempfile.gettempdir()).glob("formcheck-*"):
        made_by = re.fullmatch(r"formcheck-([1-9]\d{0,8})-\w+", folder.name)
        if made_by and _is_own_folder(folder) and not _is_another_process(int(made_by[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _is_own_folder(path: Path) -> bool:
    """Whether this is a folder, no link to one, and belongs to this user."""
    try:
        found = path.lstat()
    except OSError:  # another server was faster
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _is_another_process(number: int) -> bool:
    """Whether a process but this one has this number now; in a container, every start has the same."""
    if number == os.getpid():
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


async def receive_film(body: AsyncIterator[bytes], folder: Path, length: int | None) -> Path:
    """Write a film into an empty private folder, under a name of our own.

    UploadError: too large, no room, no film, or too slow; then part of it may lie in the folder.
    """
    path = folder / secrets.token_hex(8)
    head = await receive(body, path, length, LARGEST_BYTES, film_ending)
    return path.rename(path.with_suffix(film_ending(head)))


async def receive(
    body: AsyncIterator[bytes],
    path: Path,
    length: int | None,
    largest: int,
    look: Callable[[bytes], object] = bool,
) -> bytes:
    """Write what comes into a new file; its first bytes, which `look` may refuse as soon as they are there.

    UploadError: more than `largest` bytes, no room, or it comes too slowly.
    """
    too_large = (413, f"Expected at most {largest >> 20} MB: send a smaller file.")
    if length is not None and length > largest:
        raise UploadError(*too_large)
    if shutil.disk_usage(path.parent).free - (length or 0) < LEFT_FREE_BYTES:
        raise UploadError(*NO_ROOM)
    head, size = b"", 0
    with path.open("xb") as file:
        async for chunk in _in_time(body):
            size += len(chunk)
            if size > largest:
                raise UploadError(*too_large)
            if len(head) < HEAD_BYTES:
                head = (head + chunk)[:HEAD_BYTES]
                if len(head) == HEAD_BYTES:
                    look(head)  # no need to take the rest of what is refused
            await asyncio.to_thread(file.write, chunk)
    return head


async def _in_time(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The chunks of `body`, for as long as enough of them come in each stretch of time."""
    came, until = 0, anyio.current_time() + STRETCH_S
    while True:
        try:
            with anyio.fail_after(until - anyio.current_time()):
                chunk = await body.__anext__()
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise UploadError(*TOO_SLOW) from None
        came += len(chunk)
        if came >= LEAST_BYTES:
            came, until = 0, anyio.current_time() + STRETCH_S
        yield chunk
