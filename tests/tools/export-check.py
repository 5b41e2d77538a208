# SPDX-License-Identifier: GPL-3.0-or-later
"""export-check.py tables FOLDER LINES: the CSV tables of FOLDER, read by Python's csv module and by
sqlite3's .import, hold the very values of LINES (JSON Lines of the same export).
export-check.py html FILE: the tags of FILE close each other, and nothing is loaded or run."""
import csv
import html.parser
import json
import shutil
import subprocess
import sys


def as_cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "%.15g" % value
    return str(value)


def expected(path):
    tables = {}
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            row = json.loads(line)
            row.pop("schema_version")
            tables.setdefault(row.pop("table"), []).append([as_cell(v) for v in row.values()])
    return tables


def by_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))[1:]


def by_sqlite(path):
    commands = [".import --csv %s t" % path, ".mode json", "SELECT * FROM t ORDER BY rowid"]
    done = subprocess.run(["sqlite3", ":memory:"] + commands, capture_output=True, check=True)
    return [list(row.values()) for row in json.loads(done.stdout or b"[]")]


def tables(folder, lines):
    told = expected(lines)
    names = [r["name"] for r in json.load(open(folder + "/datapackage.json"))["resources"]]
    for name in names:
        path = "%s/%s.csv" % (folder, name)
        readers = [by_csv] + ([by_sqlite] if shutil.which("sqlite3") else [])
        for reader in readers:
            got = reader(path)
            assert got == told.get(name, []), "%s, %s: %r\n%r" % (
                name, reader.__name__,
                [g for g in got if g not in told.get(name, [])][:2],
                [t for t in told.get(name, []) if t not in got][:2])
    return 0


class Checker(html.parser.HTMLParser):
    VOID = {"meta", "br", "hr", "link", "img", "input"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids = [], set()

    def handle_starttag(self, tag, attributes):
        assert tag not in ("script", "link", "img", "iframe", "object", "embed", "form"), tag
        for name, value in attributes:
            assert not name.startswith("on"), name
            assert name not in ("src", "action") and (name != "href" or value[0] == "#"), value
            assert name == "xmlns" or "http" not in (value or ""), value
            if name == "id":
                assert value not in self.ids, value
                self.ids.add(value)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, "%s at %s" % (tag, self.getpos())


def page(path):
    checker = Checker()
    text = open(path, encoding="utf-8").read()
    checker.feed(text)
    checker.close()
    assert not checker.open, checker.open
    assert "url(" not in text and "@import" not in text
    return 0


sys.exit(tables(*sys.argv[2:]) if sys.argv[1] == "tables" else page(*sys.argv[2:]))
