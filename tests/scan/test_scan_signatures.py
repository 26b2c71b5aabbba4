"""Digital signatures and typed annotations of real PDF files, made here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from make_files import page_objects, pdf_bytes, text_content
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from docproc.messages import set_language
from docproc.pipeline import process
from docproc.scan.annotations import annotations_of
from docproc.scan.signatures import signatures_of, signing_time

PASSWORD = b"test"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of an office that does not exist, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tỉnh Suối Vàng"),
            x509.NameAttribute(NameOID.COMMON_NAME, "Sở Y tế Suối Vàng"),
        ]
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("key") / "office.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"office", key, made, None, BestAvailableEncryption(PASSWORD))
    )
    return path


def plain_pdf(path: Path, page: str = "", extra: tuple[bytes, ...] = ()) -> Path:
    content = text_content((72, 700, "Letter")).replace(b"\n", b" ")
    body = b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream"
    path.write_bytes(pdf_bytes(page_objects([body], page, extra=extra)))
    return path


@pytest.fixture
def signed(tmp_path: Path, certificate: Path) -> Path:
    signer = signers.SimpleSigner.load_pkcs12(str(certificate), passphrase=PASSWORD)
    assert signer is not None
    target = tmp_path / "signed.pdf"
    with plain_pdf(tmp_path / "plain.pdf").open("rb") as file, target.open("wb") as out:
        meta = signers.PdfSignatureMetadata(field_name="Signature1")
        signers.sign_pdf(IncrementalPdfFileWriter(file, strict=False), meta, signer=signer, output=out)
    return target


def test_who_signed_when_and_that_nothing_was_changed(signed: Path) -> None:
    (found,) = signatures_of(signed)
    assert (found.signer, found.organisation) == ("Sở Y tế Suối Vàng", "Tỉnh Suối Vàng")
    assert found.signed_at is not None
    assert abs(datetime.fromisoformat(found.signed_at) - datetime.now(UTC)) < timedelta(minutes=10)
    assert (found.unchanged, found.covers_file, found.problem) == (True, True, None)


def test_a_changed_byte_is_seen(signed: Path) -> None:
    data = signed.read_bytes()
    signed.write_bytes(data.replace(b"(Letter)", b"(Lettre)", 1))
    (found,) = signatures_of(signed)
    assert found.unchanged is False


def test_the_time_is_that_of_vietnam(signed: Path) -> None:
    (found,) = signatures_of(signed)
    assert found.signed_at is not None
    assert found.signed_at.endswith("+07:00")


@pytest.mark.parametrize(
    ("claimed", "written", "shown"),
    [
        ("2024-03-12T03:11:12+00:00", "D:20240312101112+07'00'", "2024-03-12T10:11:12+07:00"),
        ("2024-03-12T20:04:39+00:00", "D:20240312200438+07'00'", "2024-03-12T20:04:39+07:00"),
        ("2024-03-12T20:04:39+00:00", "", "2024-03-13T03:04:39+07:00"),
        ("2024-03-12T20:04:39+00:00", "D:20240312200439Z", "2024-03-13T03:04:39+07:00"),
        ("2024-03-12T19:27:56+00:00", "D:20240312192756-08'00'", "2024-03-13T02:27:56+07:00"),
        ("2024-03-12T10:11:12", "rubbish", "2024-03-12T10:11:12"),
    ],
)
def test_hours_of_a_clock_given_as_utc_are_known_by_their_zone_in_the_file(
    claimed: str, written: str, shown: str
) -> None:
    time = signing_time(datetime.fromisoformat(claimed), written)
    assert time is not None
    assert time.isoformat() == shown


def test_a_letter_whose_bytes_were_changed_is_doubted(signed: Path) -> None:
    assert not [doubt for doubt in process(signed).letter.doubts if doubt.field.startswith("signatures")]
    signed.write_bytes(signed.read_bytes().replace(b"(Letter)", b"(Lettre)", 1))
    (doubt,) = [doubt for doubt in process(signed).letter.doubts if doubt.field.startswith("signatures")]
    assert (doubt.field, doubt.code) == ("signatures[0]", "signature_broken")
    assert doubt.in_words("vi") == (
        "Tệp đã bị thay đổi sau khi Sở Y tế Suối Vàng ký số; đề nghị đối chiếu với bản gốc"
    )


def test_a_signature_that_cannot_be_checked_is_a_doubt_in_the_words_of_a_clerk(signed: Path) -> None:
    data = signed.read_bytes()
    at = data.index(b"/Contents <") + 20
    signed.write_bytes(data[:at] + b"00" * 400 + data[at + 800 :])
    set_language("vi")
    letter = process(signed).letter
    set_language(None)
    assert letter.signatures[0].problem == "chữ ký số bị hỏng: không xác định được người ký và thời gian ký"
    codes = {doubt.field: doubt.code for doubt in letter.doubts}
    assert codes["signatures[0]"] == "signature_unchecked"


def test_bytes_before_the_pdf_do_not_break_its_signatures(signed: Path) -> None:
    signed.write_bytes(bytes(range(30)) + signed.read_bytes())
    (found,) = signatures_of(signed)
    assert (found.unchanged, found.problem) == (True, None)


def test_what_was_added_later_is_seen(signed: Path) -> None:
    with signed.open("rb") as file:
        writer = IncrementalPdfFileWriter(file, strict=False)
        writer.root["/Added"] = writer.root["/Type"]
        writer.update_root()
        later = signed.with_name("later.pdf")
        with later.open("wb") as out:
            writer.write(out)
    (found,) = signatures_of(later)
    assert (found.unchanged, found.covers_file) == (True, False)


def test_a_broken_signature_is_no_reason_to_lose_the_letter(signed: Path) -> None:
    data = signed.read_bytes()
    at = data.index(b"/Contents <") + 20
    signed.write_bytes(data[:at] + b"00" * 400 + data[at + 800 :])
    (found,) = signatures_of(signed)
    assert found.unchanged is not True
    assert found.problem


def test_a_pdf_without_signatures_has_none(tmp_path: Path) -> None:
    assert signatures_of(plain_pdf(tmp_path / "plain.pdf")) == ()


def test_a_file_that_only_looks_signed_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "rubbish.pdf"
    path.write_bytes(b"%PDF-1.5\n/ByteRange [0 1 2 3]\n%%EOF")
    (found,) = signatures_of(path)
    assert (found.signer, found.unchanged) == (None, None)
    assert found.problem


def annotated_pdf(path: Path, subtype: str = "FreeText", contents: str = "(Giao Phong A)") -> Path:
    note = (
        f"<</Type/Annot/Subtype/{subtype}/Rect[100 700 300 760]/Contents{contents}/T(Chanh Van phong)"
        "/CreationDate(D:20240507081500+07'00')>>"
    )
    return plain_pdf(path, page="/Annots[6 0 R]", extra=(note.encode(),))


def test_a_typed_text_is_found_with_its_place_and_author(tmp_path: Path) -> None:
    (found,) = annotations_of(annotated_pdf(tmp_path / "a.pdf"))
    assert (found.page, found.text, found.author) == (1, "Giao Phong A", "Chanh Van phong")
    assert found.written == "D:20240507081500+07'00'"
    assert found.box is not None
    assert [round(v) for v in found.box] == [100, 82, 300, 142]


@pytest.mark.parametrize(("subtype", "contents"), [("Link", "(x)"), ("Square", "(x)"), ("FreeText", "(  )")])
def test_other_annotations_are_no_instructions(tmp_path: Path, subtype: str, contents: str) -> None:
    assert annotations_of(annotated_pdf(tmp_path / "a.pdf", subtype, contents)) == ()


def test_a_broken_file_has_no_annotations(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.5\nrubbish")
    assert annotations_of(path) == ()


@pytest.mark.ocr
def test_an_instruction_reaches_the_letter_and_not_its_text(tmp_path: Path) -> None:
    result = process(annotated_pdf(tmp_path / "a.pdf"))
    assert [i.text for i in result.letter.instructions] == ["Giao Phong A"]
    assert "Phong A" not in result.pages[0].text


@pytest.mark.ocr
def test_a_signature_reaches_the_letter(signed: Path) -> None:
    assert [s.signer for s in process(signed).letter.signatures] == ["Sở Y tế Suối Vàng"]


def test_a_signed_file_stays_as_it_was_signed(signed: Path) -> None:
    before, stamp = signed.read_bytes(), signed.stat().st_mtime_ns
    process(signed)
    assert (signed.read_bytes(), signed.stat().st_mtime_ns) == (before, stamp)
    assert signatures_of(signed)[0].covers_file
