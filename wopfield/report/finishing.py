"""The last pass over the file: language, title and dates."""

from datetime import UTC, datetime, time
from io import BytesIO

from wopfield.language import _
from wopfield.report.context import Context
from wopfield.report.documents import document_name
from wopfield.report.fingerprint import urn
from wopfield.report.text import one_line


def finished(pdf: bytes, context: Context) -> bytes:
    """Return the file with what screen readers and archives need; nothing in it comes from a clock."""
    import pikepdf

    summary, options = context.summary, context.options
    title = _(
        "{document}: {utility}", document=document_name(options.document), utility=one_line(summary.mentee[:300])
    )
    made = datetime.combine(summary.today, time(), UTC)
    with pikepdf.open(BytesIO(pdf)) as file:
        root = file.Root
        root.Lang = pikepdf.String(options.language)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        root.MarkInfo = pikepdf.Dictionary(Marked=True)
        if "/Info" in file.trailer:
            del file.trailer["/Info"]
        stamp = made.strftime("D:%Y%m%d%H%M%SZ")
        subject = " ".join(part for part in (options.number, options.version) if part)
        for key, value in {
            "Title": title,
            "Subject": subject,
            "Creator": "WOPField",
            "Producer": "WOPField",
            "CreationDate": stamp,
            "ModDate": stamp,
        }.items():
            file.docinfo[f"/{key}"] = value
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta["dc:title"] = title
            meta["dc:language"] = [options.language]
            meta["dc:description"] = subject
            meta["dc:identifier"] = urn(options.number, options.version, context.digest)
            meta["xmp:CreatorTool"] = "WOPField"
            meta["pdf:Producer"] = "WOPField"
            meta["xmp:CreateDate"] = made.isoformat()
            meta["xmp:ModifyDate"] = made.isoformat()
        for number, page in enumerate(file.pages):
            page.obj.StructParents = number
            page.obj.Tabs = pikepdf.Name.S
        out = BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
