"""The letters for every_command: one scan, and files that name something on the network."""

from __future__ import annotations

import email.message
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ELSEWHERE = "http://letters.example/"
_DPI = 200


def make_inputs(folder: Path) -> None:
    """Fill `folder` (new) with what every_command reads."""
    names = ("inbox", "archive", "gold", "texts", "marked")
    inbox, archive, gold, texts, marked = (folder / name for name in names)
    for one in (inbox, archive, gold, texts, marked):
        one.mkdir(parents=True)
    scan(folder / "scan.png")
    sign(folder / "signed.pdf")
    link(folder / "linked.rtf")
    copy(folder / "letter.txt", "cong-van-giao-viec")
    copy(folder / "conclusion.txt", "thong-bao-ket-luan")
    copy(inbox / "letter.txt", "cong-van-giao-viec")
    (archive / "broken.pdf").write_bytes(b"%PDF-1.7 nothing %%EOF")  # a worker is started, and soon done
    copy(gold / "letter.txt", "giay-moi-hop")
    copy(gold / "letter.p1.txt", "giay-moi-hop")
    (gold / "letter.json").write_bytes((SAMPLES / "giay-moi-hop.json").read_bytes())
    pages = (SAMPLES / f"{name}.p1.txt" for name in ("cong-van-khan", "cong-van-huyen-uy"))
    (folder / "two.txt").write_text(
        "\f".join(page.read_text(encoding="utf-8") for page in pages), encoding="utf-8"
    )
    (folder / "damaged.txt").write_text("quan 1y, duy tri\n", encoding="utf-8")
    mail(folder / "mail.eml")
    sentences = "\n".join(f"Bản Mây kiểm tra hồ sơ {n}." for n in range(300))
    (texts / "a.txt").write_text(sentences, encoding="utf-8")
    for file in sorted((SAMPLES / "marked" / "local").glob("*.txt"))[:5]:
        (marked / file.name).write_bytes(file.read_bytes())


def copy(path: Path, sample: str) -> None:
    path.write_bytes((SAMPLES / f"{sample}.p1.txt").read_bytes())


def scan(path: Path) -> None:
    """The head of a scanned letter as a picture: little to read, and every network is asked."""
    page = pypdfium2.PdfDocument(SAMPLES / "cong-van-cong-ty.pdf")[0].render(scale=_DPI / 72).to_pil()
    page.crop((0, 0, page.width, page.height * 3 // 10)).save(path, dpi=(_DPI, _DPI))


def sign(path: Path) -> None:
    """A PDF with a digital signature whose certificate says where its issuer, its state and its list are."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sở Y tế Suối Vàng")])
    now = datetime.now(UTC)
    place = x509.UniformResourceIdentifier(ELSEWHERE)
    access = (AuthorityInformationAccessOID.OCSP, AuthorityInformationAccessOID.CA_ISSUERS)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA")]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), True)
        .add_extension(
            x509.AuthorityInformationAccess([x509.AccessDescription(kind, place) for kind in access]), False
        )
        .add_extension(x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)]), False)
        .sign(key, hashes.SHA256())
    )
    password = b"test"
    keys = path.parent / "office.p12"
    keys.write_bytes(
        pkcs12.serialize_key_and_certificates(b"office", key, made, None, BestAvailableEncryption(password))
    )
    signer = signers.SimpleSigner.load_pkcs12(str(keys), passphrase=password)
    assert signer is not None
    with (SAMPLES / "cong-van-ban-chi-dao.pdf").open("rb") as file, path.open("wb") as out:
        meta = signers.PdfSignatureMetadata(field_name="Signature1")
        signers.sign_pdf(IncrementalPdfFileWriter(file, strict=False), meta, signer=signer, output=out)


def link(path: Path) -> None:
    """A letter in rich text that wants a picture and its template from elsewhere."""
    lines = (SAMPLES / "cong-van-khan.p1.txt").read_text(encoding="utf-8").splitlines()
    text = r"\par ".join("".join(c if c.isascii() else rf"\u{ord(c)} " for c in line) for line in lines)
    field = r'{\field{\*\fldinst { INCLUDEPICTURE "' + ELSEWHERE + r'a.png" \\d }}{\fldrslt }}'
    head = r"{\rtf1\ansi\ansicpg1252\uc0{\*\template " + ELSEWHERE + "a.dotx}"
    path.write_text(head + text + r"\par " + field + "}", encoding="ascii")


def mail(path: Path) -> None:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@letters.example", "b@letters.example", "x"
    message["Date"] = "Tue, 12 Mar 2024 08:00:00 +0700"
    message.set_content(f'<img src="{ELSEWHERE}a.png">', subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="a.pdf")
    path.write_bytes(message.as_bytes())
