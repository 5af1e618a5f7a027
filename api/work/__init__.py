"""The work that the command line and the web service share: reading and loading documents, the sample, withholding."""
