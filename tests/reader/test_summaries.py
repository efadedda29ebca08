"""Summaries by headings: what stands over a part of the page, with the first line under each."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask

PARTS = {
    "Opening hours": "We are open from nine to seven on weekdays.",
    "Borrowing": "You may take home up to eight books at a time.",
    "Fines": "Each day that a book is late costs ten pence.",
    "Study rooms": "Rooms are booked at the desk for two hours.",
}


def _page(parts: dict[str, str], closing: tuple[str, ...] = ()) -> np.ndarray:
    image = Image.new("RGB", (760, 90 + 130 * len(parts) + 50 * len(closing)), "white")
    pen, y = ImageDraw.Draw(image), 30
    for head, text in parts.items():
        pen.text((40, y), head, "black", ImageFont.load_default(30))
        pen.text((40, y + 50), text, "black", ImageFont.load_default(20))
        pen.text((40, y + 80), "Ask at the counter for a leaflet on this.", "black", ImageFont.load_default(20))
        y += 130
    for n, text in enumerate(closing):
        pen.text((40, y), text, "black", ImageFont.load_default(30 if n else 20))
        y += 50
    return np.array(image)


def test_a_summary_has_the_first_line_under_each_heading_and_no_signature(ask: Ask) -> None:
    said = ask("Summarise this page by its headings.", _page(PARTS, ("Yours sincerely,", "Odette Marlowe")))
    assert said.sure
    assert all(text in said.text for text in (*PARTS, *PARTS.values()))
    assert "Odette" not in said.text.split("\n")[0]


def test_one_heading_is_no_sure_summary(ask: Ask) -> None:
    assert not ask("Summarise this page by its headings.", _page(dict([next(iter(PARTS.items()))]))).sure
