"""Questions about scanned receipts (ICDAR 2019 SROIE), answered from their keys; they stay where ``FOVEA_DATA`` points.

Each set asks other receipts in other words.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
from bench.reader.questions import Question
from PIL import Image

from fovea.values import Pixels

#: By set, then by field: every receipt of the set is asked two of the four, in turn.
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "blind_1": {
        "company": ("Which shop is this receipt from?", "商家名稱是什麼？", "¿De qué comercio es el recibo?"),
        "date": ("when did i buy this", "購買日期？", "¿De qué fecha es?"),
        "address": ("What's the shop's address?", "Where is this store?"),
        "total": ("How much did I spend altogether?", "總共花了多少錢", "¿Cuánto pagué en total?", "I need the grand total please"),
    },
    "blind_2": {
        "company": ("Name of the merchant?", "这张小票是哪家店的？", "who is the vendor"),
        "date": ("What is the date on the receipt, please?", "日期是几号？", "¿Qué día se compró?"),
        "address": ("Tell me where the business is located.", "¿Dónde está la tienda?"),
        "total": ("what was the final amount", "总计多少", "¿A cuánto asciende el total?", "Total incl. tax?"),
    },
    "blind_3": {
        "company": ("who sold me this?", "這是哪家公司開的收據？", "¿Qué empresa emite este tique?"),
        "date": ("On what day was this issued?", "這張收據是什麼時候開的？", "fecha?"),
        "address": ("address of the seller please", "請給我店家地址"),
        "total": ("amount due?", "請問總額是多少元？", "¿Cuánto costó todo?", "what did the whole thing come to"),
    },
    "blind_4": {
        "company": ("Who's the retailer?", "店家叫什麼", "¿Dónde compré esto?"),
        "date": ("date of purchase?", "哪天买的？", "When was I there?"),
        "address": ("Can you give me the store's address?", "¿Cuál es la dirección del local?"),
        "total": ("How much was it all in all?", "一共花了多少？", "¿Cuál fue el importe total?", "what's the total amount i have to pay"),
    },
}  # fmt: skip


def folder() -> Path | None:
    data = os.environ.get("FOVEA_DATA")
    return Path(data) / "receipts" if data else None


def questions(of: str) -> tuple[Question, ...]:
    """Twenty questions about ten receipts; none without ``FOVEA_DATA``, or for a set that has no words."""
    where, words = folder(), WORDS.get(of)
    if where is None or words is None:
        return ()
    offset = (1 + 2 * list(WORDS).index(of)) % 8 if of != "blind_4" else 0
    found = []
    for n, key in enumerate(sorted((where / "key").glob("*.json"))[offset::8]):
        truth = json.loads(key.read_text())
        fields = [name for name in ("company", "date", "address", "total") if name in truth]
        for name in (fields[n % len(fields)], fields[(n + 1 + n // 4) % len(fields)]):
            asked = words[name][n % len(words[name])]
            expected = truth[name].replace("RM", "").replace("$", "").strip() if name == "total" else truth[name]
            found.append(Question(f"sroie:{key.stem}", asked, f"={expected.replace('&', ' ').replace('|', ' ')}"))
    return tuple(found)


def pixels(stem: str) -> Pixels:
    where = folder()
    assert where is not None
    return np.array(Image.open(where / "img" / f"{stem}.jpg").convert("RGB"))
