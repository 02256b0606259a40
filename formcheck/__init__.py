"""formcheck: a coach in a laptop.

    from formcheck import CATALOGUE, read_recording, replay, summarise

    poses = read_recording("clip.npz")             # 33 landmarks a frame, with their times
    events = replay(CATALOGUE["squat"], poses)     # the same events as live
    summary = summarise(events)
    print(len(summary.reps), [rep.faults for rep in summary.reps])
"""

from formcheck.core.coach import replay
from formcheck.core.summary import summarise
from formcheck.exercises import CATALOGUE
from formcheck.recording import read_recording

__version__ = "0.1.0"
__all__ = ["CATALOGUE", "__version__", "read_recording", "replay", "summarise"]
