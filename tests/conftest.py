"""What every test may use."""

import sys
from pathlib import Path

# tests/simulate.py and tests/films.py are imported by name from every folder of tests.
sys.path.insert(0, str(Path(__file__).parent))
