"""The kinds of faults that are injected, and what must hold in each; `pytest.mark.fault(kind, times)` counts them.

`times`: how many faults a test injects, over all of its cases; one each where it is not given.
"""

KINDS = {
    "a change is interrupted at one of its statements": "all is as it was, or the change is whole",
    "a command is ended between Neo4j's commit and the copy": "the next command puts the copy right",
    "Neo4j refuses a change": "no copy of it is left",
    "the disk is full": "nothing is written, and what is there stays sound",
    "the graph is emptied or its store taken away": "that is told, nothing is begun afresh, and it is whole again from copies",
    "the store's files are destroyed": "whole again from copies or a backup, and who was left out stays out",
    "a copy or a backup is damaged": "it is named, and nothing is changed",
    "the suppression list is lost, old, or changed meanwhile": "nobody who was left out comes back",
    "Neo4j is killed": "started again; what was loaded is there",
    "Neo4j hangs": "refused within seconds; answered again when it does",
    "the guard of Neo4j is killed": "started again; what was loaded is there",
    "the line to Neo4j is cut": "asked again on another",
    "clients go away": "their statements end, and their places are free",
    "more is asked than can be answered": "refused at once, with when to come back",
    "requests are too large, too deep or too many-headed": "refused by what they are",
    "requests come too slowly": "ended in time",
    "answers are not read": "the connection is ended, and nothing is kept for it any more",
    "requests come under another name": "refused",
    "documents are made to exhaust their reader": "refused within their time",
    "names of files are no text": "read, and shown as text",
    "a folder leads elsewhere": "not followed",
    "files of the home have other bytes": "named, not used",
    "who is signed in cannot be looked up": "nobody decides, and everybody reads",
    "a curator's decision cannot be carried out": "nothing is half done, and the page says so",
}
