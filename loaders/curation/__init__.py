"""What curators decide and see: corrections, people left out, and what reading missed."""
