"""What was worked on: challenges, and the ideas, proposals and lessons that came of them."""
