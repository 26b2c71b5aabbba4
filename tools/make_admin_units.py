"""Write models/admin_units.tsv: provinces, districts and communes before and after 1 July 2025.

    python -m venv .units && .units/bin/pip install vietnamadminunits==1.0.4
    .units/bin/python tools/make_admin_units.py > models/admin_units.tsv

The package (MIT, Tran Ngoc Minh Hieu) takes half a second and 12 MB and brings shapely, geopy and numpy along;
what docproc asks is names, and which became which, so these are taken out once.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import vietnamadminunits

HEAD = """# Administrative units of Vietnam before and after 1 July 2025 (Nghị quyết 202/2025/QH15 and 60-NQ/TW).
# Written by tools/make_admin_units.py from the data of vietnamadminunits 1.0.4, Copyright (c) 2025 Tran
# Ngoc Minh Hieu, MIT License: Permission is hereby granted, free of charge, to any person obtaining a copy
# of this software and associated documentation files (the "Software"), to deal in the Software without
# restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute,
# sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to
# do so, subject to the following conditions: The above copyright notice and this permission notice shall be
# included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT
# WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
# FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS
# BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
# ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
# level (P province, D district, C commune), old or new, name, what it lies in, what it is now (old ones;
# several communes where one was divided)."""


def main() -> None:
    data = Path(vietnamadminunits.__file__).parent / "data"
    base = sqlite3.connect(data / "dataset.db")
    merged = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    lines = [*_new(base), *_old(base, _now(base, merged))]
    lines = _spelt_alike([list(map(_capitals, line)) for line in lines])
    print(HEAD)
    print("\n".join(dict.fromkeys("\t".join(line) for line in lines)))


def _spelt_alike(lines: list[list[str]]) -> list[list[str]]:
    """The lines with one spelling of names that differ in capitals only, the first: "Xã KRong" → "Xã Krong"."""
    spelling: dict[str, str] = {}
    kind = re.compile(r"^(Thành phố|Thị xã|Thị trấn|Đặc khu|\w+) ", re.IGNORECASE)

    def alike(name: str) -> str:
        short = kind.sub("", name)
        return name[: len(name) - len(short)] + spelling.setdefault(short.lower(), short)

    return [
        [
            level,
            period,
            alike(name),
            *(re.sub(r"[^,;]+", lambda m: _inside(alike, m[0]), field) for field in others),
        ]
        for level, period, name, *others in lines
    ]


def _inside(alike: Callable[[str], str], name: str) -> str:
    return name[: len(name) - len(name.lstrip())] + alike(name.strip()) if name.strip() else name


def _capitals(field: str) -> str:
    """The field with the capitals the data lacks or has too many of: "Xã Pa ủ", "Xã Ya ly", "Thị Trấn Prao"."""
    for kind in ("Thành phố", "Thị xã", "Thị trấn"):
        field = re.sub(rf"\b{kind}\b", kind, field, flags=re.IGNORECASE)
    return re.sub(r"(?<= )(?:[^\W\d_a-zđ](?=\w*)|ly\b)", lambda m: m[0].capitalize(), field)


def _new(base: sqlite3.Connection) -> list[list[str]]:
    rows = base.execute("select province, ward from admin_units where ward is not null").fetchall()
    return [["P", "new", p, "", ""] for p, _ in rows] + [["C", "new", w, p, ""] for p, w in rows]


def _now(base: sqlite3.Connection, merged: dict[str, dict]) -> dict[str, list[str]]:
    """Key of an old unit → names of the new ones."""
    provinces = dict(base.execute("select provinceKey, province from admin_units").fetchall())
    wards = {(p, k): w for p, k, w in base.execute("select provinceKey, wardKey, ward from admin_units")}
    now: dict[str, list[str]] = defaultdict(list)
    for new, olds in merged["DICT_PROVINCE"].items():
        for old in olds:
            now[old].append(provinces[new])
    for province, units in merged["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in units.items():
            for old in olds:
                now[old].append(wards[province, new])
    for province, units in merged["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in units.items():
            now[old] += [wards[province, n["newWardKey"]] for n in news if (province, n["newWardKey"]) in wards]
    return now


def _old(base: sqlite3.Connection, now: dict[str, list[str]]) -> list[list[str]]:
    fields = "province, district, ward, provinceKey, districtKey, wardKey"
    lines: list[list[str]] = []
    communes: list[list[str]] = []
    for province, district, ward, pk, dk, wk in base.execute(f"select {fields} from admin_units_legacy"):
        lines.append(["P", "old", province, "", "; ".join(now.get(pk, []))])
        if district:
            lines.append(["D", "old", district, province, ""])
        if ward:
            after = list(dict.fromkeys(now.get(f"{pk}_{dk}_{wk}", [])))
            communes.append(["C", "old", ward, f"{district}, {province}", "; ".join(after)])
    return lines + communes


if __name__ == "__main__":
    main()
