"""Words of receipts, invoices, forms and addresses: what settles a letter that the recogniser saw only half.

A scanner thins an "l" to an "i" and fills an "e" to an "a"; a person who knows "Jalan" and "Price" does not
notice. Only letters are settled, only in favour of what the network itself held possible, and only where one
word of this list results: names of things and people stay as they were read, and digits are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, groupby, product
from math import prod
from typing import TypeAlias

_PAPER = """
account acc adjustment advice after agent all also amount amt and any approval approved approx are authorised
authorized auto available bag balance bank bar barcode base batch before below bill billed billing book bottle box
branch business but buy buyer call cancel cancelled card carton cash cashier category cent cents change charge charged
charges cheque claim clerk closed code collect collected come company complaint condition conditions contact copy
corporation cost count counter coupon credit currency customer daily date day days dealer debit delivered delivery
department deposit desc description desk detail details diesel dine dinner disc discount discounted document doc
drawer due duty each earn earned email end enjoy enquiries enquiry enterprise error exchange exchanged exchangeable
excl excluded excluding exclusive exempt expire expiry extra facebook fax fee feedback first float follow follows for
free from fuel full gift given good goods grand gross group gst guest hand has have help here holiday hotline hour
hours inc incl include included includes including inclusive incorporated indicates info information inquiry
international inv invoice invoices issue issued item items kind kindly label less lesser like limit limited line list
location login loyalty lunch machine made mail manager march may medium member members membership merchant merge
method mins minute minutes mobile mode monday month more mr mrs must myr name near net nett new next no non not note
notes notice number office only open opening operation operator option order original other our out over packet page
paid part party pass pay payable payment payments pcs per period petrol phone piece pieces please point points policy
postage premium present price prices printed product products profile promo promotion proof provided pump purchase
purchased purchases purchasing qty quantity quote rate receipt receipts receive received redeem redeemed redemption
ref reference refund refundable refunded reg register registered registration regular remark remarks remaining request
required retail return returnable returned returns rounded rounding round sale sales salesman salesperson saving
savings saved scan seller serial served server service services set ship shipping shop shopping shown sign signature
sir size slip small sold staff standard start station status stock store stores sub subject subtotal subtract summary
sunday supplied supplier supplies supply surcharge survey system table take takeaway tank tax taxable taxes tel
telephone tender tendered term terminal terms thank thanks that the then these this time till to today together total
totals transaction transfer type uncollected under unit unleaded until upon used user valid value vat vehicle vendor
via visit voucher waiter warranty way we website weight welcome were will with within without working write year you
your zero rated

january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday am pm

accessories apple bakery beef beverage beverages biscuit bread breakfast brown butter cafe cake candy cheese chicken
chocolate coffee cola cooking corporation cream cup curry dark drink drinks egg eggs fish flour food foods fresh fried
fruit fruits garlic ginger glass green grilled half ham hot ice iced juice kitchen large lemon lime meal meat milk
mineral mushroom noodle noodles nuts oil onion orange paper pasta pepper pizza plain plastic plus pork potato powder
prawn red restaurant rice roast salad salt sauce seafood set sliced soap soup soya special spicy steam sugar sweet tea
tissue tomato toast towel vegetable vegetables vegetarian water wheat white wholemeal wine yellow black blue battery
belt board bolt brush bulb button cable calculator chain cleaner clip cloth colour color cover cutter door drill
electric electrical envelope file folder gas glove glue gold hammer handle hardware hose ink iron kit knife lamp light
lock marker metal nail notebook paint pen pencil pipe plate plug pump rack ring roller rope rubber ruler scissors
screw sheet silver socket sponge spray stapler stationery steel sticker switch tape tool tools tube valve wall washer
wire wood

sdn bhd berhad ltd limited inc llc corp plc co company enterprise enterprises trading trade industries industry
holdings marketing management resources sales services supermarket hypermarket minimarket mart market pharmacy clinic
medical dental health healthcare care bookstore books gallery fashion boutique furniture electronics engineering
equipment machinery motor motors auto parts supplies supply station restoran restaurant kedai kopi makan perniagaan
perusahaan syarikat farmasi pasar raya pasaraya mini hotel resort parking bistro house garden corner world global asia
pacific malaysia singapore

jalan jln lorong persiaran lebuh lebuhraya taman tmn kampung kampong kg bandar bdr baru baharu bahru seksyen section
batu bukit sungai sungei kawasan perindustrian perindustrial industri industrial perdana indah jaya utama permai
sentosa setia seri sri desa damai mutiara impian pusat perniagaan komersial dagang kompleks wisma menara bangunan
plaza mall square centre center tower complex building block blk lot unit floor flr ground level tingkat aras suite
room no street road avenue lane drive crescent close park place court terrace highway boulevard garden gardens heights
hill valley village town city county state north south east west new old upper lower off main alam ampang balakong
bangsar batu cheras damansara darul ehsan takzim iskandar johor kajang kedah kelana kelantan kepong kinabalu klang
kota kuala kuantan kuching kulai labuan lumpur masai melaka malacca nilai negeri sembilan pahang penang pulau pinang
perak perlis petaling port pudu puchong putrajaya rawang sabah sarawak selangor sentul seremban serdang kembangan shah
skudai subang tampoi terengganu wilayah persekutuan ipoh taiping georgetown tarikh masa jumlah tunai baki cukai harga
kuantiti terima kasih sila datang lagi nombor resit barang tidak boleh dikembalikan

of is or in on at as by an be do go if it me my so up us
"""
#: Registers, taxes and currencies by their letters.
_LETTERED = "RM MYR USD SGD GST SST VAT TAX QTY REG INV NO ID SR ZRL ZR TEL FAX SDN BHD AMT"
WORDS = frozenset(f"{_PAPER} {_LETTERED}".upper().split())

#: How likely the other letters must be beside those first read, their odds multiplied, by the length of the word:
#: a long word proves more. The last holds for all that are longer.
LEAST_ODDS = (1.0, 1.0, 0.15, 0.02, 0.02, 0.008, 0.004)
#: Digits that letters are taken for; a token of which half is digits is a number and stays.
LETTER_LIKE = frozenset("0158")
#: A space less sure than this inside what would be a word is none.
SURE_SPACE = 0.9

_AFTER_LATIN = "\u0250"
#: A letter and its odds beside the one first read.
Choice: TypeAlias = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as read, the letters that it may be instead, and how likely a space stands before it."""

    char: str
    choices: tuple[Choice, ...]
    space: float


def known(text: str) -> bool:
    return text.upper() in WORDS


def spell(glyphs: Sequence[Glyph], spaced: Callable[[str, str, float], bool]) -> str:
    """The text of a line. ``spaced`` says whether a space of that probability is written between two characters."""
    words: list[list[Glyph]] = []
    for n, glyph in enumerate(glyphs):
        if n and not spaced(glyphs[n - 1].char, glyph.char, glyph.space):
            words[-1].append(glyph)
            continue
        words.append([glyph])
    return " ".join("".join(_settled(run) for run in _runs(word)) for word in _joined(words))


def _joined(words: list[list[Glyph]]) -> Iterator[list[Glyph]]:
    """The words, without the spaces that tear one apart: "Ba lance"."""
    held: list[Glyph] = []
    for word in words:
        if held and word[0].space < SURE_SPACE:
            tail, head = _runs(held)[-1], _runs(word)[0]
            apart = len(tail) > 1 and len(head) > 1 and known(_text(tail)) and known(_text(head))
            if not apart and tail[-1].char.isalpha() and known(_settled([*tail, *head])):
                held = [*held, *word]
                continue
        if held:
            yield held
        held = word
    if held:
        yield held


def _runs(word: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut between Latin letters or digits and all other characters."""
    return [list(run) for _, run in groupby(word, key=lambda glyph: glyph.char.isalnum() and glyph.char < _AFTER_LATIN)]


def _text(run: Sequence[Glyph]) -> str:
    return "".join(glyph.char for glyph in run)


def _settled(run: Sequence[Glyph]) -> str:
    """The run with at most two letters exchanged so that it is a word, or as it was read."""
    text, length = _text(run), len(run)
    digits = [char for char in text if char.isdigit()]
    if not text.isalnum() or known(text) or 2 * len(digits) >= length or not LETTER_LIKE.issuperset(digits):
        return text
    best, most = text, LEAST_ODDS[min(length, len(LEAST_ODDS) - 1)]
    doubtful = [n for n, glyph in enumerate(run) if any(odds >= most for _, odds in glyph.choices)]
    for places in chain(combinations(doubtful, 1), combinations(doubtful, 2)):
        for picked in product(*(run[n].choices for n in places)):
            odds = prod(odds for _, odds in picked)
            if odds >= most:
                chars = list(text)
                for n, (letter, _) in zip(places, picked, strict=True):
                    chars[n] = letter.upper() if _is_capital(text, n) else letter
                if known("".join(chars)):
                    best, most = "".join(chars), odds
    return best


def _is_capital(text: str, place: int) -> bool:
    """Whether the other letters are all capitals."""
    others = [char for n, char in enumerate(text) if n != place and char.isalpha()]
    return len(others) > 1 and all(char.isupper() for char in others)
