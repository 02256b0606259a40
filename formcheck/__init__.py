"""formcheck: a coach in a laptop.

from formcheck import CATALOGUE, read_recording, replay, summarise

poses = read_recording("clip.npz")             # 33 landmarks a frame, with their times
events = replay(CATALOGUE["squat"], poses)     # the same events as live
summary = summarise(events)
print(len(summary.reps), [rep.faults for rep in summary.reps])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.core.coach import replay
    from formcheck.core.summary import summarise
    from formcheck.exercises import CATALOGUE
    from formcheck.recording import read_recording

__version__ = "0.1.0"
__all__ = ["CATALOGUE", "__version__", "read_recording", "replay", "summarise"]

_HOMES = {
    "CATALOGUE": "formcheck.exercises",
    "read_recording": "formcheck.recording",
    "replay": "formcheck.core.coach",
    "summarise": "formcheck.core.summary",
}


def __getattr__(name: str) -> Any:
    """Load what is exported when it is first asked for: `formcheck --help` need not wait for numpy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'formcheck' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
