"""Who is named, with which office and body, and who came."""
