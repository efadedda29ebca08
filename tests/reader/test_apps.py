"""What a person asks of programs as such: a chat, tiles of a house, a terminal, an editor."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask
from tests.reader.test_screens import terminal

from fovea.values import Pixels

RUN = ["ana@web3:~$ git pull", "Already up to date.", "ana@web3:~$ make build", "make: error: no rule for build"]
EDITOR = [
    "app.py  cart.py",
    "11  class Cart:",
    "12      def add(self, item):",
    "13          self.items.append(item)",
    "14      def total(self):",
    "15          # TODO: tax is missing here",
    "16          return sum(self.items)",
]


def _picture(size: tuple[int, int], ground: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", size, ground)
    return image, ImageDraw.Draw(image)


def tiles() -> Pixels:
    """A house in tiles: the name of a thing over how it is, in two rooms."""
    image, draw = _picture((520, 460), "#e4e6ee")
    said = [
        ("Kitchen", ("Ceiling lamp", "On, 60%"), ("Kettle", "Offline")),
        ("Bedroom", ("Heating", "Off"), ("Window", "Locked")),
    ]
    for row, (room, *things) in enumerate(said):
        draw.text((24, 30 + 210 * row), room, font=ImageFont.load_default(24), fill="#222222")
        for column, (name, state) in enumerate(things):
            x, y = 20 + 245 * column, 80 + 210 * row
            draw.rounded_rectangle((x, y, x + 230, y + 100), 14, fill="white")
            draw.text((x + 16, y + 16), name, font=ImageFont.load_default(22), fill="#222222")
            draw.text((x + 16, y + 52), state, font=ImageFont.load_default(19), fill="#777777")
    return np.array(image)


def chat() -> Pixels:
    """Three people: two with their names on the left, one without on the right."""
    image, draw = _picture((480, 620), "#dfe7ee")
    draw.rectangle((0, 0, 480, 56), fill="white")
    draw.text((20, 16), "Hiking club", font=ImageFont.load_default(24), fill="#111111")
    said = [
        ("Rosa", "Where do we meet tomorrow?", "18:02"),
        ("", "At the bus stop, half past six", "18:04"),
        ("Piet", "I bring breakfast for all", "18:09"),
        ("Rosa", "Rain is forecast, pack a coat", "18:15"),
    ]
    for n, (who, text, time) in enumerate(said):
        y, width = 86 + 128 * n, int(ImageFont.load_default(19).getlength(text)) + 32
        left = 20 if who else 460 - width
        draw.text((left + 4, y), who, font=ImageFont.load_default(17), fill="#4466aa")
        draw.rounded_rectangle((left, y + 26, left + width, y + 72), 12, fill="white" if who else "#bfeeaa")
        draw.text((left + 16, y + 38), text, font=ImageFont.load_default(19), fill="#111111")
        draw.text((left + width - 48, y + 76), time, font=ImageFont.load_default(16), fill="#445566")
    return np.array(image)


@pytest.mark.parametrize(
    ("rows", "question", "told", "untold"),
    [
        (RUN, "Which commands were typed?", ["git pull", "make build"], "Already"),
        (RUN, "¿Qué comando falló?", ["make build"], "git pull"),
        (EDITOR, "Which methods does the class have?", ["add", "total"], "cart.py"),
        (EDITOR, "註解寫了什麼？", ["tax is missing"], "append"),
    ],
)
def test_a_terminal_and_an_editor_tell_what_was_written_in_them(
    ask: Ask, rows: list[str], question: str, told: list[str], untold: str
) -> None:
    text = ask(question, terminal(rows)).text
    assert all(word in text for word in told)
    assert untold not in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which device is offline?", "Kettle"),
        ("¿Está apagada la calefacción?", "Off"),
        ("Is the window locked?", "Locked"),
        ("How many devices are in the kitchen?", "2"),
    ],
)
def test_a_tile_says_how_the_thing_is_that_it_names(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, tiles()).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who brings breakfast?", "Piet"),
        ("What did Rosa write?", "pack a coat"),
        ("What did I write?", "bus stop"),
        ("When did Piet write?", "18:09"),
        ("Where do we meet?", "bus stop"),
    ],
)
def test_a_chat_is_asked_by_who_said_what(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, chat()).text


def mail(subjects: dict[str, tuple[str, str, bool]]) -> Pixels:
    """A list of mail: who wrote, about what, when; whatever is unread in bold, as a heavier stroke."""
    image, draw = _picture((820, 60 + 44 * len(subjects)), "white")
    draw.text((16, 14), "Postkorb", font=ImageFont.load_default(24), fill="#111111")
    for n, (who, (about, when, unread)) in enumerate(subjects.items()):
        for x, text in ((16, who), (210, about), (700, when)):
            place = (x, 62 + 44 * n)
            draw.text(place, text, font=ImageFont.load_default(18), fill="#222222", stroke_width=int(unread))
    return np.array(image)


INBOX = mail(
    {
        "Pay Office": ("Your March salary slip is ready", "09:41", True),
        "Gina Berg": ("Lunch on Thursday?", "09:12", False),
        "Library": ("Two books are due back on Friday", "08:30", True),
        "Rail Desk": ("Your tickets to Malmby", "Yesterday", False),
        "Chess Club": ("Results of the tournament", "Mon", False),
    }
)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("How many mails have not been read yet?", "2", "Gina Berg"),
        ("¿Qué correos están sin leer?", "Library", "Chess Club"),
        ("Which email is about pay?", "Pay Office", "Library"),
        ("When do the books have to go back?", "Friday", "I cannot"),
        ("Is there a mail from Gina?", "Yes", "Chess"),
        ("這個郵件程式叫什麼？", "Postkorb", "辨識"),
    ],
)
def test_a_list_of_mail_tells_what_is_unread_by_its_type_alone(
    ask: Ask, question: str, said: str, not_said: str
) -> None:
    answer = ask(question, INBOX).text
    assert said in answer
    assert not_said not in answer


def basket() -> Pixels:
    """A basket whose code was refused, with a button to go on."""
    image, draw = _picture((520, 420), "white")
    for y, left, right in ((30, "Teehaus Linde", ""), (90, "Green tea", "8.50"), (130, "Teapot", "24.00")):
        draw.text((24, y), left, font=ImageFont.load_default(20), fill="#222222")
        draw.text((430, y), right, font=ImageFont.load_default(20), fill="#222222")
    draw.text((24, 190), "Discount code", font=ImageFont.load_default(20), fill="#222222")
    draw.text((400, 190), "TEA10", font=ImageFont.load_default(20), fill="#222222")
    draw.text((24, 225), "This code is no longer valid.", font=ImageFont.load_default(18), fill="#c02020")
    draw.text((24, 275), "Total", font=ImageFont.load_default(20), fill="#222222")
    draw.text((420, 275), "32.50", font=ImageFont.load_default(20), fill="#222222")
    draw.rounded_rectangle((24, 330, 496, 385), 8, fill="#15803d")
    draw.text((210, 346), "Checkout", font=ImageFont.load_default(21), fill="white")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Did the discount code work?", "No."),
        ("優惠碼有效嗎？", "沒有"),
        ("Which button do I press to pay?", "Checkout"),
        ("¿De qué color es el botón para pagar?", "verde"),
    ],
)
def test_a_basket_says_whether_its_code_worked_and_what_to_press(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, basket()).text


def talk_without_times() -> Pixels:
    image, draw = _picture((480, 560), "#dfe7ee")
    draw.text((20, 16), "Choir trip", font=ImageFont.load_default(24), fill="#111111")
    said = [
        ("Rosa", "Who takes the car tomorrow?"),
        ("Piet", "I take mine, five fit in"),
        ("", "Then I pay for the petrol"),
        ("Rosa", "I bring bread and water"),
    ]
    for n, (who, text) in enumerate(said):
        y, width = 76 + 118 * n, int(ImageFont.load_default(19).getlength(text)) + 32
        left = 20 if who else 460 - width
        draw.rounded_rectangle((left, y, left + width, y + 74), 12, fill="white" if who else "#c8f0c0")
        draw.text((left + 14, y + 10), who, font=ImageFont.load_default(17), fill="#a0522d")
        draw.text((left + 14, y + (36 if who else 24)), text, font=ImageFont.load_default(19), fill="#111111")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Piet write?", "five fit"),
        ("What is Rosa bringing?", "bread"),
        ("What is the group called?", "Choir trip"),
    ],
)
def test_a_chat_without_times_is_told_by_the_names_that_come_again(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, talk_without_times()).text


def plan_of_day() -> Pixels:
    """Hours down the left edge, each beside a tile with what is on and where."""
    image, draw = _picture((520, 430), "white")
    draw.text((20, 14), "Thursday", font=ImageFont.load_default(24), fill="#111111")
    for n, (hour, what, where) in enumerate(
        [
            ("08:30", "Dentist", "Elm Street 7"),
            ("10:00", "Sales meeting", "with Irene and Tom"),
            ("14:00", "Lunch with Paula", "Harbour Inn"),
            ("17:45", "Choir", "Town hall"),
        ]
    ):
        y = 66 + 88 * n
        draw.text((20, y + 8), hour, font=ImageFont.load_default(19), fill="#666666")
        draw.rounded_rectangle((110, y, 500, y + 72), 8, fill="#e6f4f2")
        draw.text((126, y + 8), what, font=ImageFont.load_default(20), fill="#111111")
        draw.text((126, y + 38), where, font=ImageFont.load_default(18), fill="#444444")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many appointments are there?", "4"),
        ("Where is lunch with Paula?", "Harbour Inn"),
        ("Who is the sales meeting with?", "Irene"),
    ],
)
def test_hours_down_the_edge_are_a_plan_and_no_chat(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, plan_of_day()).text


def folder() -> Pixels:
    """A path, a list of files and what the foot of the window says of them."""
    image, draw = _picture((640, 300), "white")
    draw.text((16, 12), "Home > Work > Thesis", font=ImageFont.load_default(20), fill="#222222")
    for n, row in enumerate(
        [
            ("Name", "Type", "Size"),
            ("figures", "Folder", "3 KB"),
            ("intro.txt", "Text", "12 KB"),
            ("talk.mp3", "Audio", "96 MB"),
            ("notes.txt", "Text", "7 KB"),
        ]
    ):
        for x, text in zip((16, 260, 460), row, strict=True):
            draw.text((x, 60 + 38 * n), text, font=ImageFont.load_default(19), fill="#222222")
    draw.text((16, 268), "4 items, 212 GB free", font=ImageFont.load_default(18), fill="#555555")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many items are in this folder?", "4"),
        ("How much space is free?", "212 GB"),
        ("¿En qué carpeta estamos?", "Thesis"),
        ("最大的檔案是哪一個？", "talk.mp3"),
    ],
)
def test_a_folder_says_where_it_is_what_it_holds_and_what_is_free(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, folder()).text


def plans() -> Pixels:
    """Three offers side by side, each with its price."""
    image, draw = _picture((720, 330), "white")
    for n, rows in enumerate(
        [
            ("Solo", "$0", "per month", "1 user", "2 GB storage", "Start free"),
            ("Team", "$12", "per month", "10 users", "200 GB storage", "Try it"),
            ("Studio", "$39", "per month", "50 users", "2 TB storage", "Ask sales"),
        ]
    ):
        x = 20 + 235 * n
        draw.rounded_rectangle((x, 20, x + 215, 310), 10, outline="#94a3b8", width=2)
        draw.rounded_rectangle((x + 10, 256, x + 205, 300), 6, fill="#99d8c9")
        for k, (text, size) in enumerate(zip(rows, (26, 30, 17, 18, 18, 18), strict=True)):
            draw.text((x + 20, 34 + 46 * k), text, font=ImageFont.load_default(size), fill="#222222")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many users does Studio allow?", "50"),
        ("哪個方案最貴？", "Studio"),
        ("¿Cuánto almacenamiento tiene el plan Team?", "200 GB"),
    ],
)
def test_offers_side_by_side_are_asked_like_a_table(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, plans()).text


def nearby() -> Pixels:
    """What a map lists: names over how good, how far and whether open."""
    image, draw = _picture((460, 380), "white")
    for n, (name, told, hours) in enumerate(
        [
            ("Forno Bello", "4.7 stars · 0.4 km", "Open · closes 23:00"),
            ("Slice Corner", "4.1 stars · 0.2 km", "Open · closes 22:00"),
            ("La Brace", "4.8 stars · 1.3 km", "Closed · opens 18:00"),
        ]
    ):
        y = 20 + 118 * n
        draw.text((20, y), name, font=ImageFont.load_default(23), fill="#111111")
        draw.text((20, y + 36), told, font=ImageFont.load_default(18), fill="#555555")
        draw.text((20, y + 64), hours, font=ImageFont.load_default(18), fill="#555555")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which place is the nearest?", "Slice Corner"),
        ("哪一家評分最高？", "La Brace"),
        ("Which ones are open now?", "Forno Bello"),
    ],
)
def test_places_on_a_map_are_asked_by_how_good_and_how_far_they_are(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, nearby()).text


SYNC = ["kim@rook:~$ ./sync.sh", "copying 3 folders", "error: code 23: permission denied", "     on /srv/ledger/2025.db", "kim@rook:~$"]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "question", "told"),
    [
        (SYNC, "¿En qué archivo se denegó el permiso?", "/srv/ledger/2025.db"),
        (SYNC, "For which file was permission denied?", "/srv/ledger/2025.db"),
    ],
)
def test_the_file_that_an_error_is_about_may_stand_in_the_next_line(
    ask: Ask, rows: list[str], question: str, told: str
) -> None:
    assert told in ask(question, terminal(rows)).text


FAULTY = [
    "retry.go  client.go",
    "5  func Do(n int, f func() error) error {",
    "6      for i := 0; i < n; i++ {",
    "7          err = f()",
    "8      }",
    "9      return er",
    "10 }",
    "Problems (1)",
    "retry.go:9:12  undefined: er",
]


@pytest.mark.parametrize(
    ("question", "told"), [("Which problem does the editor report?", "undefined: er"), ("On which line is the error?", "9")]
)  # fmt: skip
def test_a_problem_with_its_file_line_and_column_is_told(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, terminal(FAULTY))
    assert told in answer.text
    assert "func Do" not in answer.text


def test_a_failed_test_is_named_by_the_rule_under_failures(ask: Ask) -> None:
    rows = ["kim@rook:~$ pytest -q", "....F...", "==== FAILURES ====", "____ test_last_boat ____", "E  assert 3 == 4", "1 failed, 7 passed in 0.84s"]  # fmt: skip
    assert "test_last_boat" in ask("Which test failed?", terminal(rows)).text


DISK = ["kim@rook:/srv$ du -sh *", "14G  cloud", "212G  photos", "38M  proxy", "kim@rook:/srv$"]
SETTINGS = ["services:", "    web:", "        image: tidal:2.4", "        ports:", '            - "8080:80"', "    db:", "        image: postgres:16"]  # fmt: skip


def test_folders_have_their_sizes_and_settings_their_indentation(ask: Ask) -> None:
    assert "212G" in ask("How large is the photos folder?", terminal(DISK)).text
    said = ask("Transcribe it.", terminal(SETTINGS)).text
    web, image = (next(x for x in said.splitlines() if name in x) for name in ("web:", "tidal"))
    assert len(image) - len(image.lstrip()) > len(web) - len(web.lstrip()) > 0


def test_the_checks_of_a_change_are_told_by_what_became_of_them(ask: Ask) -> None:
    rows = ["1 failing, 1 skipped, 2 successful checks", "lint - Failing after 41s", "preview - Skipped", "build - Successful in 3m", "units - Successful in 2m"]  # fmt: skip
    assert "lint" in ask("Which check failed?", terminal(rows)).text
    assert "preview" in ask("哪個檢查被略過？", terminal(rows)).text


def lifts() -> Pixels:
    """A page with a field to search with, a list of things with their states, and two buttons."""
    image, draw = _picture((760, 620), "white")
    font = ImageFont.load_default(22)
    draw.rectangle((30, 30, 520, 76), outline="#888888", width=2)
    draw.text((44, 40), "night skiing", font=font, fill="#111111")
    draw.rectangle((536, 30, 660, 76), fill="#1d4ed8")
    draw.text((562, 40), "Search", font=font, fill="white")
    states = [
        ("Eagle Gondola", "Open"),
        ("Ridge Express", "Closed"),
        ("Meadow Chair", "Open"),
        ("Quarry Bar", "Closed"),
    ]
    for n, (name, state) in enumerate(states):
        y = 130 + 56 * n
        draw.text((40, y), name, font=font, fill="#222222")
        draw.text((660 - font.getlength(state), y), state, font=font, fill="#222222")
        draw.line((30, y + 40, 670, y + 40), fill="#dddddd", width=2)
    draw.rectangle((30, 400, 670, 460), fill="#b91c1c")
    draw.text((290, 416), "Buy lift pass", font=font, fill="white")
    draw.rectangle((30, 490, 170, 536), outline="#555555", width=2)
    draw.text((72, 500), "Share", font=font, fill="#222222")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What has been typed into the search box?", "night skiing"),
        ("搜尋框裡輸入了什麼？", "night skiing"),
        ("Which lifts are closed?", "Ridge Express & Quarry Bar & !Eagle & !Meadow"),
        ("How many lifts are open?", "2"),
        ("What does the big button say?", "Buy lift pass & !Share"),
        ("What does the small button say?", "Share & !Buy"),
    ],
)
def test_a_page_tells_what_is_searched_how_things_are_and_what_its_buttons_say(
    ask: Ask, question: str, said: str
) -> None:
    text = ask(lifts(), question).text
    assert all((part[1:] not in text) if part.startswith("!") else (part in text) for part in said.split(" & ")), text


def bank() -> Pixels:
    """A telephone with tabs at its foot, the first of which has a line over it."""
    image, draw = _picture((600, 1200), "white")
    large, font = ImageFont.load_default(34), ImageFont.load_default(24)
    draw.text((24, 12), "18:07", font=font, fill="#111111")
    draw.text((530, 12), "81%", font=font, fill="#111111")
    draw.text((24, 70), "My savings", font=large, fill="#111111")
    for n, text in enumerate(["Rent paid on Monday", "Wages for the month", "Groceries and bread"]):
        draw.text((24, 200 + 90 * n), text, font=font, fill="#222222")
    for n, text in enumerate(["Home", "Pay", "Invest", "Profile"]):
        draw.text((40 + 140 * n, 1130), text, font=font, fill="#4b2a86" if n == 0 else "#888888")
    draw.rectangle((38, 1116, 42 + font.getlength("Home"), 1120), fill="#4b2a86")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [("Which tab is selected at the bottom?", "Home"), ("What is the title of this screen?", "My savings")],
)
def test_a_telephone_tells_its_title_and_its_open_tab(ask: Ask, question: str, said: str) -> None:
    assert said in ask(bank(), question).text


def test_the_file_that_a_command_was_given_made_it_fail(ask: Ask) -> None:
    lines = [
        "ana@web3:~$ python load.py march.csv",
        'File "load.py", line 7, in load',
        "KeyError: 'qty'",
        "ana@web3:~$ python load.py april.csv",
        "Units: 2486",
    ]
    assert "march.csv" in ask(terminal(lines), "Which file made it fail?").text


def form_with_a_banner() -> Pixels:
    image = Image.new("RGB", (780, 420), "white")
    draw = ImageDraw.Draw(image)

    def put(x: int, y: int, text: str, size: int = 18, colour: str = "#222222") -> None:
        draw.text((x, y), text, font=ImageFont.load_default(size), fill=colour)

    put(70, 40, "Log hours", 28)
    draw.rounded_rectangle((70, 100, 710, 150), 6, fill="#fde8e8", outline="#d14343", width=1)
    put(86, 115, "Could not be sent: no more than 12 hours a day.", colour="#8f1d1d")
    for y, label, value in ((175, "Project", "Riverside path"), (265, "Date", "2026-03-18")):
        put(70, y, label, 16, "#444444")
        draw.rounded_rectangle((70, y + 28, 710, y + 70), 6, fill="white", outline="#9aa1b0", width=1)
        put(84, y + 38, value)
    return np.asarray(image)


def test_a_red_banner_with_a_rim_is_a_message_and_no_field(ask: Ask) -> None:
    answer = ask("What does the error message say?", form_with_a_banner())
    assert "12 hours a day" in answer.text, answer.text


def test_what_is_ticked_is_not_sure_where_a_box_was_missed(ask: Ask) -> None:
    image = Image.new("RGB", (620, 460), "white")
    draw = ImageDraw.Draw(image)
    names = ["Spare wheel", "Jack", "Warning triangle", "First-aid kit", "Parking disc"]
    draw.text((60, 50), "Equipment in the car", font=ImageFont.load_default(26), fill="black")
    for n, name in enumerate(names):
        y = 120 + 60 * n
        draw.text((100, y), name, font=ImageFont.load_default(20), fill="black")
        if name == "First-aid kit":
            continue
        draw.rectangle((60, y, 82, y + 22), outline="black", width=2)
        if n < 2:
            draw.line((65, y + 5, 77, y + 17), fill="black", width=3)
            draw.line((77, y + 5, 65, y + 17), fill="black", width=3)
    answer = ask("Which equipment is ticked?", np.asarray(image))
    assert "Jack" in answer.text, answer.text
    assert not answer.sure
