"""Tables of addresses, the register that knows some of them, and the way from one table to the other."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.places.register.deliveries import Row
from tourkarte.geocoding import geocode, open_source, retry
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tourkarte.geocoding.results import Kind
    from tourkarte.places.lookup import PlaceGeocoder

AACHEN = Row(ags="05334002", city="Aachen", street="Reichsweg", number="30", east=297_200, north=5_628_500)
KOELN = Row(ags="05315000", city="Köln", street="Schulstraße", number="2", east=354_500, north=5_646_500)
ROWS = [
    *(AACHEN.but(number=str(number), east=297_200 + number) for number in range(1, 600) if number != 32),
    KOELN.but(part="Ehrenfeld", code="21"),
    KOELN.but(part="Porz", code="22", east=361_800, north=5_636_500),
]
HEADER = ("Kunde", "Straße", "PLZ", "Ort")
REICHSWEG = ("Müller & Söhne", "Reichsweg 30", "52068", "Aachen")


def as_csv(rows: Iterable[Sequence[str]], *, separator: str = ";", **options: Any) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, **options).writerows(rows)
    return out.getvalue()


@dataclass
class Desk:
    """A folder with `in.csv` and `out.csv`, and who looks up the addresses."""

    folder: Path
    geocoder: PlaceGeocoder
    told: list[tuple[int, int]] = field(default_factory=list)

    @property
    def source(self) -> Path:
        return self.folder / "in.csv"

    @property
    def target(self) -> Path:
        return self.folder / "out.csv"

    def put(self, table: str, encoding: str = "utf-8") -> None:
        self.source.write_bytes(table.encode(encoding))

    def run(self, columns: Mapping[str, str] | None = None, *, again: bool = False) -> Counter[Kind]:
        source = open_source(self.source, columns or {}, gazetteer())
        tell = lambda done, total: self.told.append((done, total))  # noqa: E731
        if again:
            retry(source, self.target, self.geocoder, gazetteer(), tell=tell)
        return geocode(source, self.target, self.geocoder, gazetteer(), tell=tell)

    def rows(self, separator: str = ";") -> list[list[str]]:
        text = self.target.read_bytes().decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))

    def results(self, separator: str = ";") -> list[dict[str, str]]:
        header, *rows = self.rows(separator)
        return [dict(zip(header, row, strict=False)) for row in rows]
