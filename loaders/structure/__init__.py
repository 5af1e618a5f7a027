"""What part each block of a report plays: headings, sections and the cue words that decide."""
