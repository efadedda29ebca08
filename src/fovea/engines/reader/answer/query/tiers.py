"""Lists by how much: of rows that say "up to …", a question says how much, and one has it."""

from __future__ import annotations

from fovea.engines.reader.answer.query.meant import Asked
from fovea.engines.reader.answer.query.sheet import as_compared, money_columns
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.language.brackets import amounts_in, tier_of


def tier_asked(asked: Asked) -> Hit | None:
    """ "How much is it to park for three hours?": of rows that say "up to …", the first that has it."""
    sheet = asked.sheet
    tiers = [(tier, row) for row in sheet.rows if (tier := tier_of(as_compared(row[0].text)))]
    if len(tiers) < 2 or len(tiers) < 0.5 * len(sheet.rows) or asked.bounds:
        return None
    unit = tiers[0][0].unit
    amounts = [value for name, value in amounts_in(asked.question) if name == unit]
    money = money_columns(sheet) or list(sheet.measures)
    columns = asked.named([n for n in money if n]) or [n for n in money if n]
    if len(amounts) != 1 or len(columns) != 1 or any(tier.unit != unit for tier, _ in tiers):
        return None
    fitting = [(tier, row) for tier, row in tiers if tier.low <= amounts[0] <= tier.high]
    if not fitting:
        return None
    _, row = min(fitting, key=lambda one: one[0].high - one[0].low)
    asked.doubt = asked.looked_up = False
    return Hit(row[columns[0]].text, (*row[0].lines, *row[columns[0]].lines), 1.0, row[0].text)
