"""The tables of the index: an SQLite file that is written once and only read afterwards."""

from __future__ import annotations

from typing import Final

APPLICATION: Final = 0x544B5247
"""Marks an SQLite file as an index of the register: `TKRG`."""

VERSION: Final = 1
"""To be raised with every change of the tables or of the keys in them: an older index is refused then."""

TABLES: Final = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE municipality (id INTEGER PRIMARY KEY, ags TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE street (
  id INTEGER PRIMARY KEY,
  municipality INTEGER NOT NULL,
  part TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  long_key TEXT NOT NULL,
  lat INTEGER NOT NULL,
  lon INTEGER NOT NULL,
  houses INTEGER NOT NULL,
  radius INTEGER NOT NULL
);
CREATE TABLE house (
  street INTEGER NOT NULL,
  number INTEGER NOT NULL,
  suffix TEXT NOT NULL,
  lat INTEGER NOT NULL,
  lon INTEGER NOT NULL,
  PRIMARY KEY (street, number, suffix)
) WITHOUT ROWID;
CREATE TABLE part (
  key TEXT NOT NULL,
  municipality INTEGER NOT NULL,
  PRIMARY KEY (key, municipality)
) WITHOUT ROWID;
"""

INDEXES: Final = """
CREATE INDEX street_key ON street (municipality, key);
CREATE INDEX street_anywhere ON street (key, municipality);
ANALYZE;
"""

ADD_STREET: Final = "INSERT INTO street VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ADD_HOUSE: Final = "INSERT INTO house VALUES (?, ?, ?, ?, ?)"
