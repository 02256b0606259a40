"""OpenCV, imported late, quiet, and with one plain line when its installation is broken."""

from __future__ import annotations

import os
import sys
from importlib.metadata import distributions
from types import ModuleType

# The one build of OpenCV that MediaPipe asks for; the others put their files in the same folder.
DISTRIBUTION = "opencv-contrib-python"
RIVALS = ("opencv-python", "opencv-python-headless", "opencv-contrib-python-headless")
SYSTEM_PACKAGES = "apt-get install libgl1 libglib2.0-0 libegl1 libgles2"
REPAIR = f"pip install --force-reinstall --no-deps {DISTRIBUTION}"

_SETTINGS = {
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",  # a broken film prints 75 lines otherwise
    "OPENCV_IO_MAX_IMAGE_PIXELS": str(1 << 25),  # 33 million; a picture that claims more is no camera's
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",  # Windows opens a camera in 20 s otherwise
}


class BrokenInstallError(ImportError):
    """A library is missing or damaged; the message is one line that says how to repair it."""


def load_cv2() -> ModuleType:
    """OpenCV, with its own messages off. BrokenInstallError: it cannot be used as it is installed."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        import cv2
    except (ImportError, OSError) as error:
        raise broken_install("OpenCV", error) from None
    if not hasattr(cv2, "VideoCapture"):
        raise BrokenInstallError(f"OpenCV is damaged (two packages own its files): {REPAIR}")
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # whoever imported it first
    return cv2


def broken_install(what: str, error: Exception) -> BrokenInstallError:
    """The one line for a library that does not load: Linux without a desktop lacks what both need."""
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, ModuleNotFoundError):
        return BrokenInstallError(f"{what} is not installed ({reason}): install formcheck again with pip")
    if sys.platform == "linux" and ".so" in reason:
        return BrokenInstallError(f"{what} needs a system library ({reason}): {SYSTEM_PACKAGES}")
    return BrokenInstallError(f"{what} does not load ({reason}): install formcheck again with pip")


def installed_rivals() -> list[str]:
    """Other OpenCV packages installed beside ours: uninstalling one of them damages all."""
    names = {str(found.metadata["Name"]).lower() for found in distributions()}
    return [name for name in RIVALS if name in names]
