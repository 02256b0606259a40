"""How fast the coach is, always with something beside it: a limit, a peer, the same without our work."""
