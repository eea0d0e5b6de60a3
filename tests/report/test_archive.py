"""Archives take the file: PDF/A-1b, as PDFBox Preflight sees it, for every document."""

import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.report.hostile import TEXTS, filled
from tests.report.sample import sample_summary
from wopfield.domain.summary import Summary
from wopfield.report.document import print_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.options import ReportOptions
from wopfield.report.sealing import COPY, Seal, copy_of, sealed

JARS = Path("/usr/share/java")
PATH = [JARS / f"{name}.jar" for name in (
    "preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api",
)]  # fmt: skip
WRITTEN_IN = ("amharic", "arabic", "hindi", "emoji", "quotes", "mixed", "scripts")
OPTIONS = ReportOptions(number="WOP-2026-0147 (é)", version="1.2", confidentiality="Partners only", archive=True)


def photographed() -> tuple[Summary, dict[str, bytes]]:
    """Return the sample with a photograph."""
    out = BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(out, "JPEG", quality=80)
    whole = sample_summary()
    line = replace(whole.evidence[0], sha256="a" * 64, may_be_shared=True)
    return replace(whole, evidence=(line, *whole.evidence[1:])), {"a" * 64: out.getvalue()}


def documents() -> dict[str, bytes]:
    """Return every document, and reports with the scripts and texts people write, as files."""
    summary, photos = photographed()
    files = {
        f"{name}.pdf": print_document(summary, photos, replace(OPTIONS, document=name, sections=sections)).pdf
        for name, sections in DOCUMENTS.items()
    }
    for name, options in {
        "grey": replace(OPTIONS, greyscale=True, paper="Letter"), "light": replace(OPTIONS, light_cover=True),
    }.items():  # fmt: skip
        files[f"{name}.pdf"] = print_document(summary, photos, options).pdf
    few = replace(summary, areas=summary.areas[:2], evidence=summary.evidence[:2], indicators=summary.indicators[:2])
    for name in WRITTEN_IN:
        files[f"{name.replace(' ', '-')}.pdf"] = print_document(filled(few, TEXTS[name]), {}, OPTIONS).pdf
    return files


@pytest.mark.slow
def test_every_document_is_a_valid_archive_file(tmp_path: Path) -> None:
    if not shutil.which("java") or not all(path.is_file() for path in PATH):
        words = "Java with PDFBox Preflight is not here; `wop.py test --all` as root on Debian installs it."
        release = Path("/etc/os-release")
        debian = release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
        if debian and os.geteuid() == 0:
            pytest.fail(words)
        pytest.skip(words)
    files = documents()
    for name, pdf in files.items():
        (tmp_path / name).write_bytes(pdf)
    validator = "org.apache.pdfbox.preflight.Validator_A1b"
    line = ["java", "-cp", os.pathsep.join(map(str, PATH)), validator, "batch", str(tmp_path)]
    said = subprocess.run(line, capture_output=True, text=True, check=False).stdout
    assert [name for name in files if f"The file {name} is a valid PDF/A-1b file" not in said] == [], said


def test_a_file_says_that_it_is_for_archives_and_of_itself_the_same_twice() -> None:
    pdf = print_document(sample_summary(), {}, replace(OPTIONS, sections=("cover", "signoff"))).pdf
    assert pdf.startswith(b"%PDF-1.4\n")
    with pikepdf.open(BytesIO(pdf)) as file, file.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "B")
        assert said["dc:title"] == str(file.docinfo["/Title"])
        assert said["dc:description"] == str(file.docinfo["/Subject"]) == "WOP-2026-0147 (é) 1.2"
        assert said["pdf:Producer"] == str(file.docinfo["/Producer"])
        assert said["xmp:CreateDate"].startswith("2026-11-20T00:00:00")
        assert "/EmbeddedFiles" not in file.Root.get("/Names", {})


def test_a_file_that_is_not_for_an_archive_is_packed_and_claims_nothing() -> None:
    kept = print_document(sample_summary(), {}, OPTIONS)
    packed = print_document(sample_summary(), {}, replace(OPTIONS, archive=False))
    assert 2.2 * len(packed.pdf) < len(kept.pdf)
    with pikepdf.open(BytesIO(kept.pdf)) as one, pikepdf.open(BytesIO(packed.pdf)) as other:
        assert [page.Contents.read_bytes() for page in one.pages] == [
            page.Contents.read_bytes() for page in other.pages
        ]
        with other.open_metadata() as said:
            assert "pdfaid:part" not in said
            assert said["dc:title"] == str(other.docinfo["/Title"])


def test_nothing_on_any_page_can_be_seen_through() -> None:
    with pikepdf.open(BytesIO(print_document(sample_summary(), {}, OPTIONS).pdf)) as file:
        for page in file.pages:
            assert "/ExtGState" not in page.resources
            assert "/Group" not in page.obj


def test_an_issued_file_holds_its_copy_and_claims_no_form_that_forbids_it() -> None:
    pdf = print_document(sample_summary(), {}, replace(OPTIONS, sections=("cover", "signoff"))).pdf
    issued = sealed(pdf, {"content": {}}, Seal("device", "A" * 43), lambda _said: "B" * 86, "D:20261123083000Z")
    with pikepdf.open(BytesIO(issued)) as file, file.open_metadata() as said:
        assert "pdfaid:part" not in said
        assert str(file.Root.Names.EmbeddedFiles.Names[0]) == COPY
    assert copy_of(issued) == {"content": {}}
