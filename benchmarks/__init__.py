"""The numbers that the README shows: accuracy on recordings, speed on this machine."""
