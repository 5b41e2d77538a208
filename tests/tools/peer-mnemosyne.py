#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""peer-mnemosyne.py PACKAGE FOLDER: imports an .apkg with Mnemosyne's own importer into a new collection
in FOLDER and prints what it found there."""
import contextlib
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"
time.tzset()
sys.dont_write_bytecode = True

from mnemosyne.libmnemosyne import Mnemosyne
from mnemosyne.libmnemosyne.ui_components.main_widget import MainWidget


class Widget(MainWidget):
    """Answers no question and shows nothing."""

    def show_information(self, message):
        pass

    def show_error(self, message):
        raise SystemExit(message)

    def show_question(self, question, option0, option1, option2=""):
        raise SystemExit(question)


def start(folder):
    program = Mnemosyne(upload_science_logs=False, interested_in_old_reps=True)
    program.components.insert(
        0, ("mnemosyne.libmnemosyne.gui_translators.no_gui_translator", "NoGuiTranslator"))
    program.components.append(("__main__", "Widget"))
    # Importing needs no review, and a review would need a screen.
    program.start_review = lambda: None
    program.initialise(data_dir=os.path.abspath(folder), filename="default.db",
                       automatic_upgrades=False)
    return program


def main():
    package, folder = sys.argv[1:]
    with contextlib.redirect_stdout(sys.stderr):
        program = start(folder)
        formats = program.component_manager.all("file_format")
        reader = next(f for f in formats if f.__class__.__name__ == "Anki2")
        reader.do_import(os.path.abspath(package))
        database = program.database()
    one = lambda sql: database.con.execute(sql).fetchone()[0]
    print("cards", one("select count(*) from cards"))
    print("notes", one("select count(*) from facts"))
    print("reviews", one("select count(*) from log where event_type = 9"))
    cards = [database.card(row[0], is_id_internal=True)
             for row in database.con.execute("select _id from cards order by _id").fetchall()]
    print("clozes", sum(card.card_type.extra_data["type"] == 1 for card in cards))
    names = {tag.name for tag in database.tags()} - {"__UNTAGGED__"}
    print("tags", *sorted(names))
    print("media", *sorted(n for n in os.listdir(database.media_dir()) if not n.startswith("_")))
    for card in sorted(cards, key=lambda card: (card.fact["0"], card.extra_data["ord"])):
        due = time.strftime("%Y-%m-%d", time.gmtime(card.next_rep))
        print("card", card.fact["0"], "| ease", round(card.easiness, 2), "| lapses", card.lapses,
              "| next", due if card.grade >= 0 else "never")


main()
