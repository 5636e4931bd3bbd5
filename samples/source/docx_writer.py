"""Writes the parts of a DOCX file directly, so that a sample can hold whatever a word processor can: text boxes, running
headers and footers, footnotes, comments, tracked changes, tables, columns and pictures with alt text.

A run is a string (body style) or what R, Note, Comment, Inserted, Deleted, Picture or TextBox make.
Sizes are in points, lengths in inches.
"""
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
     'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
     'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
     'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
     'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
     'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
     'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"')
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
WHEN = "2026-03-02T09:00:00Z"


def emu(inches):
    return int(inches * 914400)


def twips(inches):
    return int(inches * 1440)


def properties(size=None, bold=False, italic=False, color=None, hidden=False, caps=False, superscript=False):
    parts = []
    parts += ["<w:b/>"] if bold else []
    parts += ["<w:i/>"] if italic else []
    parts += ["<w:caps/>"] if caps else []
    parts += ["<w:vanish/>"] if hidden else []
    parts += [f'<w:color w:val="{color}"/>'] if color else []
    parts += [f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'] if size else []
    parts += ['<w:vertAlign w:val="superscript"/>'] if superscript else []
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


class R:
    """Text in one look; a line feed is a line break and a tab a tab."""

    def __init__(self, text, **look):
        self.text, self.look = text, look

    def xml(self, book, tag="w:t"):
        pieces = []
        for character in ("\n", "\t"):
            if character in self.text:
                head, _, tail = self.text.partition(character)
                mark = "<w:br/>" if character == "\n" else "<w:tab/>"
                return (R(head, **self.look).xml(book, tag) + f"<w:r>{mark}</w:r>" + R(tail, **self.look).xml(book, tag))
        pieces.append(f'<{tag} xml:space="preserve">{escape(self.text)}</{tag}>')
        return f"<w:r>{properties(**self.look)}{''.join(pieces)}</w:r>"


class Note:
    def __init__(self, text, size=6.5):
        self.text, self.size = text, size

    def xml(self, book):
        book.footnotes.append(self)
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(book.footnotes)}"/></w:r>'


class Comment:
    def __init__(self, on, text, author):
        self.on, self.text, self.author = on, text, author

    def xml(self, book):
        book.comments.append(self)
        number = len(book.comments)
        return (f'<w:commentRangeStart w:id="{number}"/>{book.run(self.on)}<w:commentRangeEnd w:id="{number}"/>'
                f'<w:r><w:commentReference w:id="{number}"/></w:r>')


class Tracked:
    def __init__(self, text, author, element, tag, **look):
        self.text, self.author, self.element, self.tag, self.look = text, author, element, tag, look

    def xml(self, book):
        book.changes += 1
        return (f'<{self.element} w:id="{900 + book.changes}" w:author={quoteattr(self.author)} w:date="{WHEN}">'
                f"{R(self.text, **self.look).xml(book, self.tag)}</{self.element}>")


def Inserted(text, author, **look):
    return Tracked(text, author, "w:ins", "w:t", **look)


def Deleted(text, author, **look):
    return Tracked(text, author, "w:del", "w:delText", **look)


class Picture:
    """An inline picture from PNG bytes, with its alt text."""

    def __init__(self, png, width, height, alt):
        self.png, self.width, self.height, self.alt = png, width, height, alt

    def xml(self, book):
        book.pictures.append(self)
        number = len(book.pictures)
        size = f'cx="{emu(self.width)}" cy="{emu(self.height)}"'
        return (f'<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="{number}" name="Picture {number}" '
                f'descr={quoteattr(self.alt)}/><a:graphic><a:graphicData '
                'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
                f'<pic:cNvPr id="{number}" name="image{number}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
                f'<a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
                f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
                '</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


class TextBox:
    """Floats at left, top (inches from the page's corner); old word processors read the second copy of the text."""

    def __init__(self, left, top, width, height, fill, *paragraphs):
        self.place, self.fill, self.paragraphs = (left, top, width, height), fill, paragraphs

    def xml(self, book):
        left, top, width, height = self.place
        book.boxes += 1
        text = "".join(self.paragraphs)
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
            'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="page"><wp:posOffset>{emu(left)}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu(top)}</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{emu(width)}" cy="{emu(height)}"/><wp:wrapTopAndBottom/>'
            f'<wp:docPr id="{500 + book.boxes}" name="Text Box {book.boxes}"/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
            f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{self.fill}"/></a:solidFill>'
            f'</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>'
            '<wps:bodyPr lIns="274320" tIns="182880" rIns="274320" bIns="91440" anchor="ctr"/></wps:wsp></a:graphicData>'
            '</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>'
            f'<v:rect style="position:absolute;margin-left:{left * 72}pt;margin-top:{top * 72}pt;width:{width * 72}pt;'
            f'height:{height * 72}pt;mso-position-horizontal-relative:page;mso-position-vertical-relative:page" '
            f'fillcolor="#{self.fill}" stroked="f"><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:rect>'
            '</w:pict></mc:Fallback></mc:AlternateContent></w:r>')


class Docx:
    """Collects a brochure from top to bottom; bytes() gives the file."""

    def __init__(self, title, font="Lato", cjk="Noto Sans CJK TC", size=10.5, accent="1F4E5F", width=8.5, height=11, margin=0.9,
                 lang="en-US"):
        self.title, self.font, self.cjk, self.size, self.accent, self.lang = title, font, cjk, size, accent, lang
        self.page = (width, height, margin)
        self.body, self.footnotes, self.comments, self.pictures = [], [], [], []
        self.boxes = self.changes = 0
        self.header = self.footer = ""

    def run(self, item):
        return (R(item) if isinstance(item, str) else item).xml(self)

    def paragraph(self, *runs, style=None, align=None, shade=None, after=None, before=None):
        inner = f'<w:pStyle w:val="{style}"/>' if style else ""
        if style == "ListBullet":
            inner += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        inner += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        if after is not None or before is not None:
            inner += f'<w:spacing w:before="{int((before or 0) * 20)}" w:after="{int((after or 0) * 20)}"/>'
        inner += f'<w:jc w:val="{align}"/>' if align else ""
        return f"<w:p><w:pPr>{inner}</w:pPr>{''.join(self.run(r) for r in runs)}</w:p>"

    def p(self, *runs, **how):
        self.body.append(self.paragraph(*runs, **how))

    def h1(self, *runs):
        self.p(*runs, style="Heading1")

    def h2(self, *runs):
        self.p(*runs, style="Heading2")

    def bullets(self, *items):
        for item in items:
            self.p(*(item if isinstance(item, tuple) else (item,)), style="ListBullet")

    def table(self, rows, widths, head=True, size=9.5):
        cells = "".join(f'<w:gridCol w:w="{twips(w)}"/>' for w in widths)
        xml = [f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblBorders>'
               + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B8C4CA"/>'
                         for side in ("top", "bottom", "insideH"))
               + f'</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
               f'<w:bottom w:w="60" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
               f"<w:tblGrid>{cells}</w:tblGrid>"]
        for number, row in enumerate(rows):
            dark = head and number == 0
            xml.append("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if dark else ""))
            for cell, width in zip(row, widths):
                runs = cell if isinstance(cell, tuple) else (cell,)
                look = {"bold": True, "color": "FFFFFF", "size": size} if dark else {"size": size}
                text = self.paragraph(*(R(r, **look) if isinstance(r, str) else r for r in runs), after=0)
                fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{self.accent}"/>' if dark else ""
                xml.append(f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{fill}</w:tcPr>{text}</w:tc>')
            xml.append("</w:tr>")
        self.body.append("".join(xml) + "</w:tbl>" + self.paragraph(after=4))

    def columns(self, count):
        """What stands before this call since the last one is set in `count` columns."""
        self.body.append(f"<w:p><w:pPr>{self.section(count, 'continuous')}</w:pPr></w:p>")

    def page_break(self):
        self.body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')

    def section(self, columns, kind):
        width, height, margin = self.page
        refs = "".join(f'<w:{part}Reference w:type="default" r:id="{part}"/>' for part in ("header", "footer")
                       if getattr(self, part))
        m = twips(margin)
        return (f'<w:sectPr>{refs}<w:type w:val="{kind}"/><w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"/><w:pgMar w:top="{m}" '
                f'w:right="{m}" w:bottom="{m}" w:left="{m}" w:header="450" w:footer="450" w:gutter="0"/>'
                f'<w:cols w:num="{columns}" w:space="480"/></w:sectPr>')

    def styles(self):
        def style(key, name, size, color, before, after, level=None, bold=True):
            outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
            return (f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>'
                    f'<w:keepNext/><w:spacing w:before="{before * 20}" w:after="{after * 20}"/>{outline}</w:pPr>'
                    f"{properties(size=size, bold=bold, color=color)}</w:style>")
        return (f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{self.font}\" "
                f'w:hAnsi="{self.font}" w:eastAsia="{self.cjk}" w:cs="{self.font}"/><w:sz w:val="{int(self.size * 2)}"/>'
                f'<w:lang w:val="{self.lang}" w:eastAsia="zh-TW"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
                '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
                '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
                + style("Heading1", "heading 1", 17, self.accent, 14, 6, 0) + style("Heading2", "heading 2", 12.5, self.accent, 10, 3, 1)
                + '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/>'
                '<w:pPr><w:spacing w:after="50"/><w:ind w:left="360" w:hanging="260"/></w:pPr></w:style></w:styles>')

    def bytes(self):
        document = "".join(self.body) + self.section(1, "continuous")
        parts = {"word/document.xml": f"{HEAD}<w:document {W}><w:body>{document}</w:body></w:document>",
                 "word/styles.xml": self.styles(),
                 "word/numbering.xml": f'{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                 '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/>'
                 '</w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'}
        for part, root in (("header", "hdr"), ("footer", "ftr")):
            if getattr(self, part):
                parts[f"word/{part}.xml"] = f"{HEAD}<w:{root} {W}>{getattr(self, part)}</w:{root}>"
        if self.footnotes:
            parts["word/footnotes.xml"] = self.footnotes_xml()
        if self.comments:
            parts["word/comments.xml"] = self.comments_xml()
        return self.packed(parts)

    def footnotes_xml(self):
        rule = ('<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
                '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>')
        notes = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r>{properties(superscript=True, size=n.size)}'
            f"<w:footnoteRef/></w:r>{R(' ' + n.text, size=n.size).xml(self)}</w:p></w:footnote>"
            for i, n in enumerate(self.footnotes, 1))
        return f"{HEAD}<w:footnotes {W}>{rule}{notes}</w:footnotes>"

    def comments_xml(self):
        notes = "".join(f'<w:comment w:id="{i}" w:author={quoteattr(c.author)} w:date="{WHEN}">{self.paragraph(c.text)}</w:comment>'
                        for i, c in enumerate(self.comments, 1))
        return f"{HEAD}<w:comments {W}>{notes}</w:comments>"

    def packed(self, parts):
        kinds = {"document": "document.main", "header": "header", "footer": "footer", "styles": "styles",
                 "numbering": "numbering", "footnotes": "footnotes", "comments": "comments"}
        names = [name[len("word/"):-len(".xml")] for name in parts]
        types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{WORDML}{kinds[n]}+xml"/>' for n in names)
        links = "".join(f'<Relationship Id="{n}" Type="{OFFICE}{n}" Target="{n}.xml"/>' for n in names if n != "document")
        links += "".join(f'<Relationship Id="picture{i}" Type="{OFFICE}image" Target="media/image{i}.png"/>'
                         for i in range(1, len(self.pictures) + 1))
        relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        files = {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            f"{types}</Types>",
            "_rels/.rels": f'{HEAD}{relations}<Relationship Id="main" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
            '<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": f'{HEAD}<cp:coreProperties '
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(self.title)}</dc:title></cp:coreProperties>',
            "word/_rels/document.xml.rels": f"{HEAD}{relations}{links}</Relationships>", **parts}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 9, 0, 0)), text, zipfile.ZIP_DEFLATED)
            for number, picture in enumerate(self.pictures, 1):
                archive.writestr(zipfile.ZipInfo(f"word/media/image{number}.png", (2026, 3, 2, 9, 0, 0)), picture.png)
        return out.getvalue()


def drawing(width, height, background, paint):
    """PNG bytes of what paint(draw) puts on a canvas of width x height pixels, drawn at twice the size for smooth edges."""
    from PIL import Image, ImageDraw
    canvas = Image.new("RGB", (width * 2, height * 2), background)
    paint(ImageDraw.Draw(canvas))
    out = io.BytesIO()
    canvas.resize((width, height), Image.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
