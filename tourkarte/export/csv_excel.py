"""CSV as a German Excel opens it with a double click: semicolon, byte order mark, decimal comma, German words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.export import register
from tourkarte.export.guard import guard
from tourkarte.export.table import read_texts, to_frame
from tourkarte.frame import LATER
from tourkarte.language import N_
from tourkarte.model import Media, Precision
from tourkarte.selection import STATUS_WORDS

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.export.edition import Edition

# `starts_at` and `over_at` are left out: they follow from day, start and end.
HEADINGS: Final = {
    "date": "Datum",
    "start": "Beginn",
    "end": "Ende",
    "title": "Titel",
    "venue": "Ort",
    "room": "Raum",
    "street": "Straße",
    "postal_code": "PLZ",
    "city": "Stadt",
    "district_name": "Kreis",
    "region": "Regierungsbezirk",
    "status": "Stand",
    "lat": "Breite",
    "lon": "Länge",
    "precision": "Genauigkeit",
    "radius_m": "Umkreis in m",
    "point_source": "Quelle des Punkts",
    "id": "Kennung",
    "tour": "Tour",
    "centre": "Zentrum",
    "district": "Kreisschlüssel",
    "end_date": "Letzter Tag",
    "people": "Teilnehmende",
    "media": "Presse",
    "note": "Hinweis",
    "report": "Bericht",
    "moved_to": "Verschoben auf",
}
PRECISION_WORDS: Final = {
    Precision.ADDRESS: "Adresse",
    Precision.STREET: "Straße",
    Precision.POSTAL_CODE: "Postleitzahl",
    Precision.MUNICIPALITY: "Gemeinde",
    Precision.MANUAL: "von Hand gesetzt",
}
_STATUS: Final = {status.value: word for status, word in STATUS_WORDS.items()}
_PRECISION: Final = {precision.value: word for precision, word in PRECISION_WORDS.items()}
_MEDIA: Final = {media.value: media.label for media in Media}
_WORDS: Final = {"status": _STATUS, "precision": _PRECISION, "media": _MEDIA}
_GERMAN_DAY: Final = r"^(\d\d)\.(\d\d)\.(\d{4})$"
_DAYS: Final = ("date", "end_date")


def read(data: bytes) -> pd.DataFrame:
    """Return the frame that `write` was given."""
    later = [HEADINGS[name] for name in LATER]
    texts = read_texts(data, separator=";", headings=HEADINGS.values(), optional=later)
    columns = texts.rename(columns={heading: name for name, heading in HEADINGS.items()})
    return to_frame(
        columns.assign(
            **{name: columns[name].str.replace(_GERMAN_DAY, r"\3-\2-\1", regex=True) for name in _DAYS},
            **{
                name: columns[name].replace({word: value for value, word in words.items()})
                for name, words in _WORDS.items()
            },
            **{name: columns[name].str.replace(",", ".") for name in ("lat", "lon", "radius_m")},
            # Excel takes these for numbers, and drops the leading zero where it saves the file.
            **{name: columns[name].str.zfill(5) for name in ("centre", "district")},
        )
    )


def in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with German words for what the contract has English ones for."""
    return frame.assign(**{name: frame[name].replace(words) for name, words in _WORDS.items()})


@register(
    name="csv-excel",
    label=N_("CSV für Excel"),
    suffix="csv",
    media_type="text/csv; charset=utf-8",
    read=read,
    hint=N_("öffnet sich mit einem Doppelklick"),
    for_people=True,
    rank=2,
)
def write(frame: pd.DataFrame, _edition: Edition) -> bytes:
    """Return the rows of `frame`."""
    days = {name: frame[name].dt.strftime("%d.%m.%Y") for name in _DAYS}
    table = in_words(guard(frame)).assign(**days)
    german = table[list(HEADINGS)].rename(columns=HEADINGS)
    return german.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n").encode("utf-8-sig")
