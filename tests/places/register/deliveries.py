"""Small registers in the real format."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEADER = (
    "nba;oid;qua;landschl;land;regbezschl;regbez;kreisschl;kreis;gmdschl;gmd;ottschl;ott;strschl;str;hnr;adz;zone;"
    "ostwert;nordwert;datum"
)
OLDER_HEADER = "NBA;OI;QUA;LAN;RBZ;KRS;GMD;OTT;SSS;HNR;ADZ;ZZEEEEEE,EEE;NNNNNNN,NNN;STN;JJJJ-MM-TT"
KEYS = "L;05;;;;NRW\nR;05;1;;;Düsseldorf\nK;05;1;58;;Mettmann\nG;05;1;58;028;Ratingen\nG;05;3;15;000;Köln\n"


@dataclass(frozen=True)
class Row:
    """A row of the register; its place is the one of the known point."""

    street: str = "Minoritenstraße"
    number: str = "6"
    suffix: str = ""
    ags: str = "05158028"
    city: str = "Ratingen"
    part: str = ""
    code: str = "12741"
    quality: str = "A"
    east: float = 349925.060
    north: float = 5685090.386
    date: str = "2022-01-01"

    def but(self, **changes: Any) -> Row:
        return replace(self, **changes)

    def today(self, *, zone: int = 0) -> str:
        part = f"{1 if self.part else 0:04}"
        return (
            f"N;DENW000002207504;{self.quality};{self.ags[:2]};Nordrhein-Westfalen;{self.ags[2]};Bezirk;{self.ags[3:5]};"
            f"Kreis;{self.ags[5:]};{self.city};{part};{self.part};{self.code};{self.street};{self.number};{self.suffix};32;"
            f"{self._east(zone)};{_comma(self.north)};{self.date}"
        )

    def older(self, *, zone: int = 32) -> str:
        return (
            f"N;DENW000002207504;{self.quality};{self.ags[:2]};{self.ags[2]};{self.ags[3:5]};{self.ags[5:]};0000;"
            f"{self.code};{self.number};{self.suffix};{self._east(zone)};{_comma(self.north)};{self.street};{self.date}"
        )

    def _east(self, zone: int) -> str:
        return _comma(self.east + zone * 1_000_000)


def _comma(metres: float) -> str:
    return f"{metres:.3f}".replace(".", ",")


def text(rows: Iterable[Row | str], *, header: str = "", end: str = "\r\n") -> str:
    lines = [*([header] if header else []), *(row if isinstance(row, str) else row.today() for row in rows)]
    return "".join(f"{line}{end}" for line in lines)


def zipped(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return path
