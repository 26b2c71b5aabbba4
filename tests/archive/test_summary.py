"""The page of figures of an archive: right numbers, names as text, one file without script and network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from made_up_archive import HOSTILE, letter, ocr_note, read, some_files
from playwright.sync_api import sync_playwright

from docproc.archive.analysis import write_analysis
from docproc.archive.summary.figures import Count, count, counts_of, tally
from docproc.archive.summary.scan_again import to_scan_again
from docproc.messages import set_language

AXE = Path(__file__).parents[1] / "web" / "browser" / "vendor" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    set_language("vi")
    yield
    set_language(None)


def made(out: Path, waiting: int = 0) -> html.HtmlElement:
    write_analysis(some_files(), out, "kho <2019>", parquet=False, waiting=waiting)
    return html.document_fromstring((out / "summary.html").read_text(encoding="utf-8"))


def table(page: html.HtmlElement, name: str) -> list[list[str]]:
    (section,) = page.xpath(f"//section[h2/@id='{name}']")
    return [[cell.text_content() for cell in row] for row in section.xpath(".//tbody/tr")]


def test_the_figures_at_the_top(tmp_path: Path) -> None:
    page = made(tmp_path)
    assert dict(zip(page.xpath("//dt/text()"), page.xpath("//dd/text()"), strict=True)) == {
        "Tệp": "7",
        "trong đó không đọc được": "2",
        "Văn bản": "6",
        "Các trang": "7",
        "Nhiệm vụ": "8",
        "có ngày cuối": "6",
        "đã quá hạn vào ngày văn bản": "1",
        "Văn bản viện dẫn": "7",
        "Điểm nghi ngờ": "6",
        "Văn bản có điểm nghi ngờ": "6",
        "Tệp nên quét lại": "3",
    }


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("kind", [["Công văn", "6"]]),
        ("issuer", [["UBND huyện Suối Vàng", "4"], ["Sở Y tế", "2"]]),
        ("year", [["2024", "5"], ["(không tìm thấy ngày)", "1"]]),
    ],
)
def test_letters_by_kind_issuer_and_year(tmp_path: Path, name: str, rows: list[list[str]]) -> None:
    assert table(made(tmp_path), name) == rows


def test_days_given_are_counted_in_classes(tmp_path: Path) -> None:
    rows = dict(table(made(tmp_path), "given"))
    assert {name: number for name, number in rows.items() if number != "0"} == {
        "đã hết hạn trước ngày văn bản (quá hạn)": "1",
        "6–10 ngày": "5",
        "không có hạn": "2",
    }


def test_pages_are_counted_by_how_they_were_read(tmp_path: Path) -> None:
    rows = table(made(tmp_path), "page")
    assert [(row[0], row[2]) for row in rows] == [
        ("đọc từ ảnh (OCR)", "4"),
        ("trang trắng", "1"),
        ("lấy từ lớp chữ có sẵn trong tệp", "1"),
        ("không đọc được", "1"),
    ]


def test_doubts_are_told_in_general(tmp_path: Path) -> None:
    ((sentence, code, number),) = table(made(tmp_path), "doubt")
    assert (code, number) == ("year_inferred", "6")
    assert "…" in sentence and "{" not in sentence


def test_failed_files_have_reason_and_remedy(tmp_path: Path) -> None:
    page = made(tmp_path)
    assert [row[0] for row in table(page, "failed")] == ["mờ.pdf", "khóa.pdf"]
    assert all(reason and remedy for _file, reason, remedy in table(page, "failed"))
    assert {row[1] for row in table(page, "failure")} == {"1"}


def test_what_to_scan_again_stands_worst_first(tmp_path: Path) -> None:
    rows = table(made(tmp_path), "again")
    assert [row[0] for row in rows] == ["mờ.pdf", "xấu.pdf", "hơi xấu.pdf"]
    assert rows[1][1:] == [
        "1 trong 2 trang không đọc được; 50 % số chữ đọc từ ảnh là không chắc; được quét ở 120 dpi, cần 200.",
        "2",
        "1",
        "50",
    ]


@pytest.mark.parametrize(("words", "unsure"), [(100, 19), (19, 19)])
def test_a_scan_that_will_do_is_not_listed(words: int, unsure: int) -> None:
    good = letter(notes=(ocr_note(1, words, unsure),))
    assert to_scan_again(read("a.pdf", good), [good]) is None


def test_files_not_read_yet_are_told(tmp_path: Path) -> None:
    (told,) = made(tmp_path, waiting=1234).xpath("//p[@class='waiting']/text()")
    assert told.startswith("1.234 tệp chưa đọc")


def test_a_name_of_a_file_or_folder_is_text(tmp_path: Path) -> None:
    bad = some_files()[3]
    write_analysis([type(bad)(HOSTILE, [], bad.sha256, bad.content)], tmp_path, "<b>kho", False, 0)
    page = html.document_fromstring((tmp_path / "summary.html").read_text(encoding="utf-8"))
    assert table(page, "again")[0][0] == HOSTILE
    assert page.xpath("//script") == page.xpath("//b") == []


def test_figures_with_two_names_are_counted_apart() -> None:
    with tally() as counts:
        for file in some_files()[-2:]:
            count(counts, file, [])
        found = counts_of(counts, "failure")
    assert [one.name for one in found] == ["nothing_read", "password_needed"]
    assert found[0] == Count("nothing_read", 1, "no page of the file could be read ({detail})")


def test_it_opens_from_the_disk_with_charts_beside_tables_and_nothing_to_load(tmp_path: Path) -> None:
    made(tmp_path)
    said: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "summary.html").as_uri())
        sections = page.locator("section:has(svg)").count()
        assert sections == page.locator("section:has(svg):has(table th[scope=col])").count() == 7
        assert page.locator("html").get_attribute("lang") == "vi"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        broken = page.evaluate("axe.run().then(found => found.violations.map(one => one.id))")
        browser.close()
    assert broken == []
    assert said == []
    assert [re.sub(r".*/", "", address) for address in asked] == ["summary.html"]
