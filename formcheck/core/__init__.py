"""The pure part: poses in, events out. Only the standard library and numpy; no clock, no file, no thread."""
