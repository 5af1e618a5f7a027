"""The everyday words by which names are told from the words around them; see `loaders/names/recognise.py`."""

import re

from loaders.lexicons.words import word_list, word_set

HEADS = word_set("head of a body")
"""Last words that only a body has."""
PERHAPS_HEADS = word_set("possible head of a body")
"""Last words that a body has where the words before it set it apart."""
WORK_HEADS = word_set("possible head of a body or work")
"""The same of bodies and of their work alike."""
HEAD_PAIRS = frozenset(tuple(pair.split()) for pair in word_list("pair that heads a body"))
"""The same, two words long."""
OPENERS = word_set("opener of a body")
"""First words of bodies named "... of Y" or "... for Y"."""
BEHIND_HEADS = word_set("behind a head")
"""Words with which a body's name goes on behind its head."""
OPENERS_ON = word_set("opener of a body on something")
"""First words of bodies named "... on Y"."""
LEGAL = word_set("legal form")
"""Legal forms, short."""
LEADING = word_set("beginning of a sentence")
"""Words that a sentence begins with, which are no part of the name after them."""
GENERIC = word_set("general word")
"""Words that name no body by themselves."""
COUNTRIES = word_set("country behind a body")
"""Countries that bodies have at the end of their names."""
PARTICLES = word_set("particle of a place")
"""Small words inside the names of places: Dar es Salaam."""
JOINT = word_set("head of two fields")
"""Heads of names that are often two fields of work: Library and Information Council."""
OF_PARISHES = word_set("council of places")
"""Councils of two places at once: Marsh and Dale Parish Council."""
GATHERINGS = word_set("named gathering")
"""Words that make a name a gathering's."""
COMPASS = word_set("part of a place")
"""Words that make a place a part of one."""
STREETS = word_set("street or building")
"""Words that make a place the name of something smaller."""
THINGS = word_set("thing called after somebody")
"""Words that end the names of things and places that are called after somebody."""
AREA_HEADS = word_set("head of an area")
"""Last words of areas that no gazetteer knows."""
VALLEYS = word_set("land along water")
"""What is called after a river, whatever town has the river's name."""
BEFORE_PLACE = word_set("before a place")
"""Words before a place."""
ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+|\b[\w-]{1,63}(?:\.[\w-]{1,63})+/\S*")
"""Addresses on the web, in which nothing is named."""
EXTRA = word_set("no example by itself")
"""Further words that name no example by themselves."""
TAILS = word_set("tail of a body")
"""Words that may stand after a body as if part of its name."""
BEFORE_NAME = word_set("before a name")
"""Words before a name that is an everyday word too."""
