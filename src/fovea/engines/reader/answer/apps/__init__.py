"""What is asked of programs as such: the commands of a terminal, an editor's files and functions, who said what in a
chat, which buttons a window has, how many letters are unread, how many notifications there are.

A question is one of these by its words and by what the picture shows; where either is missing, ``app_answer`` gives
nothing and the text is asked.
"""

from __future__ import annotations

from collections.abc import Callable

from fovea.engines.reader.answer.apps.asked import Answer, Asked
from fovea.engines.reader.answer.apps.browsers import address_of, tabs_listed
from fovea.engines.reader.answer.apps.chats import (
    chat_name,
    in_other_words,
    members,
    reply,
    said_in_chat,
    when_said,
    who_said,
)
from fovea.engines.reader.answer.apps.editors import (
    comment_of,
    cursor,
    functions_of,
    imports,
    open_file,
    parameters_of,
    problem_of,
    reads_file,
)
from fovea.engines.reader.answer.apps.fields import typed_in
from fovea.engines.reader.answer.apps.lists import (
    card_person,
    cards_counted,
    entries_counted,
    files_listed,
    grouped,
    in_container,
    in_folder,
    legend,
    on_card,
    paged_total,
    price_before,
    results_found,
    stated,
)
from fovea.engines.reader.answer.apps.mail import in_bold, letter_from, listed_letter, open_mail, unread
from fovea.engines.reader.answer.apps.phones import balance, on_status_bar
from fovea.engines.reader.answer.apps.pickers import picked
from fovea.engines.reader.answer.apps.progress import left_alone, left_of_whole, left_to_do, next_up, played
from fovea.engines.reader.answer.apps.states import (
    free_space,
    is_it_so,
    low_battery,
    measured_on,
    used_of_whole,
    went,
    which_failed,
    which_is_so,
)
from fovea.engines.reader.answer.apps.terminals import (
    file_at_fault,
    mishap,
    option_told,
    prints,
    terminal,
    tests_named,
    where_one_is,
)
from fovea.engines.reader.answer.apps.toolbars import menu_listed, toolbar
from fovea.engines.reader.answer.apps.windows import (
    button_for,
    button_said,
    cell_selected,
    colour_of_button,
    message_said,
    program_name,
    signed_in,
    whether_it_worked,
    window_title,
)
from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.steps import Examination


def app_answer(voice: Voice, shown: Shown, examination: Examination) -> Answer:
    """What a program's window says to a question that is asked of such windows; None where it is none of these."""
    asked = Asked(voice, shown, examination)
    if said := legend(asked):
        return said
    if examination.kind() in ("photo", "blank", "drawing", "chart"):
        return None
    ways: tuple[Callable[[Asked], Answer], ...] = (
        on_status_bar, balance, typed_in, window_title, program_name, message_said, signed_in, cell_selected, picked, button_for, button_said, colour_of_button, terminal, tests_named, file_at_fault, mishap, where_one_is, option_told, prints, files_listed, reads_file, problem_of, imports, parameters_of, functions_of, comment_of, open_file, address_of, menu_listed, tabs_listed, open_mail, in_bold, listed_letter, unread, letter_from, used_of_whole, free_space, in_container, in_folder, results_found, stated, price_before, cards_counted, entries_counted, on_card, card_person, grouped, is_it_so, whether_it_worked, which_failed, which_is_so, low_battery, went, left_of_whole, left_to_do, left_alone, played, cursor, next_up, paged_total, measured_on, toolbar, chat_name, members, said_in_chat, when_said, who_said, reply, in_other_words,
    )  # fmt: skip
    return next((said for way in ways if (said := way(asked))), None)
