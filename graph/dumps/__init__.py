"""The graph as files to take away: every format, whole or not at all, from one state of the graph that breaks no rule."""
