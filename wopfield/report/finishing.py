"""The last pass over the file: language, title, dates and the tree of tags."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from wopfield.language import _
from wopfield.report.canvas import Painter
from wopfield.report.context import Context
from wopfield.report.tags import Drawn, Tag
from wopfield.report.text import one_line


def finished(pdf: bytes, painter: Painter, context: Context) -> bytes:
    """Return the file with what screen readers and archives need; nothing in it comes from a clock."""
    import pikepdf

    summary, options = context.summary, context.options
    title = _("Peer review report: {utility}", utility=one_line(summary.mentee[:300]))
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
            meta["dc:identifier"] = f"urn:sha256:{context.digest}"
            meta["xmp:CreatorTool"] = "WOPField"
            meta["pdf:Producer"] = "WOPField"
            meta["xmp:CreateDate"] = made.isoformat()
            meta["xmp:ModifyDate"] = made.isoformat()
        _Tree(file, painter).write()
        out = BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


class _Tree:
    """Writes the elements; each knows its parent, each piece of content knows its element."""

    def __init__(self, file: Any, painter: Painter) -> None:
        # pikepdf's objects have no closer type
        self._file = file
        self._painter = painter
        self._pages = [page.obj for page in file.pages]
        self._owners: list[list[Any]] = [[None] * len(marks) for marks in painter.marked]
        self._links: dict[int, Any] = {}
        self._links_begin = len(self._pages)

    def write(self) -> None:
        """Write the tree and the way back from pages and links to it."""
        import pikepdf

        root = self._file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        root.K = self._element(self._painter.tree, root)
        numbers: list[Any] = []
        for number, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = number
            page.Tabs = pikepdf.Name.S
            numbers.extend((number, self._file.make_indirect(pikepdf.Array(owners))))
        for number, owner in sorted(self._links.items()):
            numbers.extend((number, owner))
        root.ParentTree = self._file.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
        root.ParentTreeNextKey = self._links_begin + len(self._links)
        self._file.Root.StructTreeRoot = root

    def _element(self, tag: Tag, parent: Any) -> Any:
        import pikepdf

        made = self._file.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name("/" + tag.role), P=parent)
        )
        if tag.alternative:
            made.Alt = pikepdf.String(tag.alternative)
        if tag.scope:
            made.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name("/" + tag.scope))
        kids: list[Any] = []
        own_page = next((one.page for one in tag.below if isinstance(one, Drawn)), None)
        if own_page is not None:
            made.Pg = self._pages[own_page]
        for one in tag.below:
            if isinstance(one, Tag):
                if one.below or one.role in ("TD", "TH"):
                    kids.append(self._element(one, made))
            elif isinstance(one, Drawn):
                self._owners[one.page][one.number] = made
                if one.page == own_page:
                    kids.append(one.number)
                else:
                    kids.append(pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=self._pages[one.page], MCID=one.number))
            else:
                kids.append(self._link(one.page, one.number, made))
        if kids:
            made.K = kids[0] if len(kids) == 1 else pikepdf.Array(kids)
        return made

    def _link(self, page: int, number: int, owner: Any) -> Any:
        import pikepdf

        annotation = self._pages[page].Annots[number]
        annotation = annotation if annotation.is_indirect else self._file.make_indirect(annotation)
        key = self._links_begin + len(self._links)
        self._links[key] = owner
        annotation.StructParent = key
        annotation.F = 4
        return pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=annotation, Pg=self._pages[page])
