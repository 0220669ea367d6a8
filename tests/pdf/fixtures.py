"""Broken PDFs: one rule each.

FIXTURES are (name, change, rules of ours, what else may be reported).  Each is
made from a sound PDF by changing one thing, so that what is tested is the
judge and not the writer.  The rules' clauses are those that veraPDF must name
too; `also` are clauses that follow from the same change and that only one of
the two judges names.  Rules that ISO 14289-1 and 19005-2 leave to the standard
below them, and which veraPDF has no test for, are in OURS_ALONE."""
import re

FIXTURES = []
OURS_ALONE = []


def fixture(*rules, also=()):
    """What the decorated function breaks."""
    def keep(change):
        FIXTURES.append((change.__name__.replace("_", "-"), change, rules,
                         tuple(also)))
        return change
    return keep


def ours_alone(*rules):
    def keep(change):
        OURS_ALONE.append((change.__name__.replace("_", "-"), change, rules))
        return change
    return keep


CATALOG = rb"/Type /Catalog"
XMP = rb"/Type/Metadata"


# --- the file -----------------------------------------------------------------
# These return the changed bytes: what is wrong is not in an object.

@fixture("HEADER")
def header_of_another_version(pdf):
    return pdf.bytes().replace(b"%PDF-1.7", b"%PDF-1.9", 1)


@fixture("HEADER_BINARY")
def no_binary_line(pdf):
    pdf.head = b"%PDF-1.7\n%abcd\n"


@fixture("IDENTIFIER")
def no_identifier(pdf):
    pdf.trailer = re.sub(rb"/ID \[.*?\]\n", b"", pdf.trailer)


@fixture("AFTER_END")
def words_after_the_end(pdf):
    return pdf.bytes() + b"more\n"


@fixture("XREF_NOTATION")
def table_with_a_blank(pdf):
    return re.sub(rb"\nxref\n0 ", rb"\nxref \n0 ", pdf.bytes())


@fixture("HEX_ODD")
def hexadecimal_of_odd_length(pdf):
    pdf.change(CATALOG, rb"/Lang\(nl-NL\)", b"/Lang(nl-NL)/Odd<414>")


@fixture("HEX_STRANGE")
def hexadecimal_with_a_letter(pdf):
    pdf.change(CATALOG, rb"/Lang\(nl-NL\)", b"/Lang(nl-NL)/Odd<41g4>")


@fixture("STREAM_KEYWORDS")
def endstream_on_the_same_line(pdf):
    data = pdf.bytes()
    at = data.index(b"\nendstream")
    table = data.index(b"\nxref\n")
    # A byte less before the table: all offsets behind it move by one.
    changed = data[:at] + data[at + 1:table + 1]
    lines = data[table + 1:]

    def moved(match):
        offset = int(match[1])
        return b"%010d 00000 n" % (offset - (offset > at))
    lines = re.sub(rb"(\d{10}) 00000 n", moved, lines)
    return changed + re.sub(rb"startxref\n(\d+)", lambda m: b"startxref\n%d"
                            % (int(m[1]) - 1), lines)


@fixture("STREAM_EXTERNAL")
def stream_in_another_file(pdf):
    pdf.change(rb"/Subtype/Form", rb"/Subtype/Form", b"/Subtype/Form/F(a.dat)")


@fixture("FILTER")
def stream_with_lzw(pdf):
    number = pdf.add(b"<</Type/Odd/Filter/LZWDecode>>", b"\x80\x0b\x60\x50")
    pdf.change(CATALOG, rb"/Lang", b"/Odd %d 0 R/Lang" % number)


@fixture("NAME_UTF8")
def structure_type_not_utf8(pdf):
    pdf.retype(pdf.element(rb"Code"), b"Co#e9de")
    pdf.change(rb"/StructTreeRoot/K", rb"/K ",
               rb"/RoleMap<</Co#e9de/Code>>/K ")


@fixture("OBJECT_NOTATION")
def object_with_two_blanks(pdf):
    data = pdf.bytes()
    # Equally long: a blank more, a digit of the comment line less.
    return re.sub(rb"\n(\d+) 0 obj\n<<\n/Type/Font/", rb"\n\1 0 obj <<\n/Type/Font/",
                  data, count=1)


@fixture("NUMBER_LARGE")
def number_beyond_32_bits(pdf):
    pdf.change(rb"/Type/Page/", rb"/Tabs/S", b"/Tabs/S/Odd 4294967296")


@fixture("STRING_LONG")
def string_of_40000_bytes(pdf):
    pdf.change(rb"/Title\(", rb"/Title", b"/Odd(" + b"a" * 40000 + b")/Title")


@fixture("NAME_LONG")
def name_of_200_bytes(pdf):
    pdf.change(CATALOG, rb"/Lang", b"/" + b"a" * 200 + b" 1/Lang")


# --- the document -------------------------------------------------------------

@fixture("METADATA_MISSING", also=["5-1", "7.1-9", "6.6.4-1"])
def no_metadata(pdf):
    pdf.change(CATALOG, rb"/Metadata \d+ 0 R", b"")


@fixture("XMP_HEADER")
def packet_that_names_its_bytes(pdf):
    pdf.change_stream(XMP, rb'(<\?xpacket begin="[^"]*") ',
                      rb'\1 bytes="1000" ')


@fixture("XMP_BROKEN", also=["7.1-9", "6.6.4-1", "7.1-8",
                             "6.6.2.1-5"])
def xmp_not_well_formed(pdf):
    pdf.change_stream(XMP, rb"</pdf:Producer>", b"</pdf:Product>")


@fixture("XMP_PROPERTY", also=["6.6.2.3.1-2"])
def xmp_property_described_nowhere(pdf):
    pdf.change_stream(XMP, rb"<pdf:Producer>",
                      b'<x:odd xmlns:x="urn:odd">1</x:odd><pdf:Producer>')


@fixture("XMP_PDFA")
def xmp_without_pdfa(pdf):
    pdf.change_stream(XMP, rb"<pdfaid:part>.*</pdfaid:conformance>", b"")


@fixture("XMP_PDFA_PART")
def xmp_of_pdfa_3(pdf):
    pdf.change_stream(XMP, rb"<pdfaid:part>2", b"<pdfaid:part>3")


@fixture("XMP_PDFA_LEVEL")
def xmp_of_pdfa_2b(pdf):
    pdf.change_stream(XMP, rb"conformance>A<", b"conformance>B<")


@fixture("XMP_PDFUA")
def xmp_without_pdfua(pdf):
    pdf.change_stream(XMP, rb"<pdfuaid:part>1</pdfuaid:part>", b"")


@fixture("XMP_PDFUA_PART")
def xmp_of_pdfua_2(pdf):
    pdf.change_stream(XMP, rb"<pdfuaid:part>1", b"<pdfuaid:part>2")


@fixture("XMP_TITLE")
def xmp_without_title(pdf):
    pdf.change_stream(XMP, rb"<dc:title>.*</dc:title>", b"")


@fixture("MARKED")
def not_marked_as_tagged(pdf):
    pdf.change(CATALOG, rb"/MarkInfo<</Marked true>>", b"")


@fixture("SUSPECTS")
def suspect_tags(pdf):
    pdf.change(CATALOG, rb"/Marked true", b"/Marked true/Suspects true")


@fixture("DISPLAY_TITLE")
def file_name_in_the_window(pdf):
    pdf.change(CATALOG, rb"/DisplayDocTitle true", b"/DisplayDocTitle false")


@fixture("TREE_MISSING", "CONTENT_UNMARKED", "LINK_PARENT")
def no_structure_tree(pdf):
    pdf.change(CATALOG, rb"/StructTreeRoot \d+ 0 R", b"")


@fixture("LANGUAGE_MISSING", also=["7.2-2", "7.2-21", "7.2-22", "7.2-24",
                                   "7.2-30", "7.2-33"])
def no_language(pdf):
    pdf.change(CATALOG, rb"/Lang\(nl-NL\)", b"")


@fixture("LANGUAGE_INVALID")
def language_of_no_form(pdf):
    pdf.change(CATALOG, rb"/Lang\(nl-NL\)", b"/Lang(nl_NL)")


@fixture("LANGUAGE_INVALID")
def element_language_of_no_form(pdf):
    number = pdf.element(b"P")
    pdf.objects[number].body = pdf.objects[number].body.replace(
        b"/S/P/", b"/S/P/Lang(Nederlands)/", 1)


@fixture("OUTPUT_INTENT", also=["6.2.4.3-4"])
def no_output_intent(pdf):
    pdf.change(CATALOG, rb"/OutputIntents\[\d+ 0 R\]", b"")


@fixture("OUTPUT_PROFILE", also=["6.2.4.3-2", "6.2.4.3-4"])
def profile_of_a_camera(pdf):
    pdf.change_stream(rb"/N 3", rb"mntr", b"scnr")


@fixture("ACTION")
def link_that_starts_a_program(pdf):
    pdf.change(rb"/S/URI", rb"/A<</S/URI/URI\([^)]*\)>>",
               b"/A<</S/Launch/F(a.exe)>>")


@fixture("ADDITIONAL_ACTION")
def document_that_acts(pdf):
    pdf.change(CATALOG, rb"/Lang", b"/AA<</WC<</S/Named/N/NextPage>>>>/Lang")


@fixture("PAGE_ACTION")
def page_that_acts(pdf):
    pdf.change(rb"/Type/Page/", rb"/Tabs/S",
               b"/Tabs/S/AA<</O<</S/Named/N/NextPage>>>>")


@fixture("FORM_NEEDS_RENDERING")
def form_that_needs_rendering(pdf):
    pdf.change(CATALOG, rb"/Lang", b"/NeedsRendering true/Lang")


@fixture("ALTERNATE_PRESENTATION")
def alternate_presentation(pdf):
    pdf.change(CATALOG, rb"/Names<<", b"/Names<</AlternatePresentations<<>>")


@fixture("REQUIREMENTS")
def requirements(pdf):
    pdf.change(CATALOG, rb"/Lang",
               b"/Requirements[<</S/EnableJavaScripts>>]/Lang")


@fixture("LAYERS_UNNAMED")
def layers_without_a_name(pdf):
    pdf.change(CATALOG, rb"/Lang",
               b"/OCProperties<</OCGs[]/D<</Order[]>>>>/Lang")


@fixture("ATTACHMENT")
def attachment_that_is_no_pdf(pdf):
    file = pdf.add(b"<</Type/EmbeddedFile/Subtype/text#2Fplain>>", b"hallo")
    pdf.change(CATALOG, rb"/Names<<",
               b"/Names<</EmbeddedFiles<</Names[(a.txt)<</Type/Filespec"
               b"/F(a.txt)/UF(a.txt)/EF<</F %d 0 R>>>>]>>" % file)


# --- pages and annotations ----------------------------------------------------

LINK = rb"/Type/Annot/Subtype/Link"


@fixture("PAGE_SIZE")
def page_of_two_points(pdf):
    pdf.change(rb"/Type/Page/", rb"/MediaBox\[.*?\]", b"/MediaBox[0 0 2 500]")


@fixture("TABS")
def no_tab_order(pdf):
    pdf.change(rb"/Type/Page/.*/Annots", rb"/Tabs/S", b"")


@fixture("ANNOTATION_TYPE", "ANNOTATION_APPEARANCE", "ANNOTATION_PARENT")
def annotation_with_sound(pdf):
    pdf.change(LINK, rb"/Subtype/Link", b"/Subtype/Sound")


@fixture("ANNOTATION_NO_FLAGS")
def link_without_flags(pdf):
    pdf.change(LINK, rb"/F 4", b"")


@fixture("ANNOTATION_FLAGS")
def link_not_printed(pdf):
    pdf.change(LINK, rb"/F 4", b"/F 0")


@fixture("ANNOTATION_FLAGS")
def link_not_viewed(pdf):
    pdf.change(LINK, rb"/F 4", b"/F 36")


@fixture("ANNOTATION_APPEARANCE", "ANNOTATION_PARENT")
def square_without_appearance(pdf):
    pdf.change(LINK, rb"/Subtype/Link", b"/Subtype/Square")


@fixture("LINK_TEXT", "ANNOTATION_TEXT")
def link_without_words(pdf):
    pdf.change(LINK, rb"/Contents\([^)]*\)", b"")


@fixture("LINK_PARENT")
def link_in_a_span(pdf):
    pdf.retype(pdf.element(b"Link"), b"Span")


# --- the structure ------------------------------------------------------------

@fixture("TYPE_UNKNOWN")
def type_that_nobody_knows(pdf):
    pdf.retype(pdf.element(b"Code"), b"Program")


@fixture("TYPE_CIRCLE")
def types_in_a_circle(pdf):
    pdf.retype(pdf.element(b"Code"), b"Aaa")
    pdf.change(rb"/StructTreeRoot/K", rb"/K ",
               rb"/RoleMap<</Aaa/Bbb/Bbb/Aaa>>/K ")


# veraPDF looks at the map of PDF/A for types in use that are not standard.
@fixture("TYPE_REMAPPED", also=["6.7.3.4-3"])
def standard_type_mapped(pdf):
    pdf.change(rb"/StructTreeRoot/K", rb"/K ", rb"/RoleMap<</P/Div>>/K ")


# To veraPDF, content of such an element is none that is tagged.
@fixture("PARENT", also=["7.1-12", "7.1-3"])
def element_without_a_parent(pdf):
    pdf.change(rb"^<<\n/S/P/P \d+ 0 R", rb"/P \d+ 0 R", b"")


def add_kid(pdf, parent, kind):
    """An empty element, the last of its parent."""
    kid = pdf.add(b"<<\n/S/%s/P %d 0 R>>" % (kind, parent))
    pdf.objects[parent].body = re.sub(
        rb"/K ?\[?(.*?)\]?>>$", rb"/K[\1 %d 0 R]>>" % kid,
        pdf.objects[parent].body)
    return kid


def row_of(pdf):
    return pdf.kids(pdf.element(b"THead"))[0]


@fixture("TABLE_KIDS")
def paragraph_in_a_table(pdf):
    add_kid(pdf, pdf.element(b"Table"), b"P")


@fixture("TR_PARENT", "TABLE_KIDS", "THEAD_ALONE")
def row_in_a_section(pdf):
    pdf.retype(pdf.element(b"TBody"), b"Sect")


@fixture("THEAD_PARENT", "TBODY_PARENT")
def head_in_no_table(pdf):
    pdf.retype(pdf.element(b"Table"), b"Div")


# veraPDF judges headers only in tables whose rows are even.
@fixture("TH_PARENT", "TR_KIDS", "TABLE_GRID", "TD_HEADER", also=["7.5-1"])
def header_cell_in_a_section(pdf):
    cell = pdf.kids(row_of(pdf))[0]
    inner = pdf.add(pdf.objects[cell].body)
    body = pdf.objects[cell].body
    parent = re.search(rb"/P (\d+) 0 R", body)[1]
    pdf.objects[inner].body = body.replace(b"/P " + parent, b"/P %d" % cell, 1)
    pdf.objects[cell].body = (b"<<\n/S/Sect/P " + parent + b" 0 R/K[%d 0 R]>>"
                              % inner)
    replace_in_parents(pdf, cell, inner)


@fixture("TD_PARENT", "TR_KIDS", "TABLE_GRID", also=["7.2-42", "7.2-43"])
def cell_in_a_section(pdf):
    cell = pdf.element(b"TD")
    body = pdf.objects[cell].body
    inner = pdf.add(body)
    parent = re.search(rb"/P (\d+) 0 R", body)[1]
    pdf.objects[inner].body = body.replace(b"/P " + parent, b"/P %d" % cell, 1)
    pdf.objects[cell].body = (b"<<\n/S/Sect/P " + parent + b" 0 R/K[%d 0 R]>>"
                              % inner)
    replace_in_parents(pdf, cell, inner)


def replace_in_parents(pdf, old, new):
    """The parent tree gives content to `new` that it gave to `old`."""
    for item in pdf.objects.values():
        if b"/Nums[" in item.body and b"/Limits[" in item.body:
            item.body = re.sub(rb"(?<![\d])%d 0 R" % old, b"%d 0 R" % new,
                               item.body)
    for kid in pdf.kids(new):
        pdf.objects[kid].body = re.sub(rb"/P %d 0 R" % old, b"/P %d 0 R" % new,
                                       pdf.objects[kid].body)


@fixture("TABLE_GRID")
def row_without_its_last_cell(pdf):
    row = pdf.kids(pdf.element(b"TBody"))[0]
    cell = pdf.kids(row)[-1]
    pdf.objects[cell].body = pdf.objects[cell].body.replace(
        b"/S/TD/", b"/S/TD/A<</O/Table/ColSpan 2>>/", 1)


# veraPDF says it of the rows, not of the column.
@fixture("TABLE_ROWS", also=["7.2-41", "7.2-43"])
def cell_over_rows_that_are_not_there(pdf):
    row = pdf.kids(pdf.element(b"TBody"))[-1]
    cell = pdf.kids(row)[0]
    pdf.objects[cell].body = pdf.objects[cell].body.replace(
        b"/S/TD/", b"/S/TD/A<</O/Table/RowSpan 3>>/", 1)


@fixture("THEAD_COUNT")
def table_with_two_heads(pdf):
    table = pdf.element(b"Table")
    body = [kid for kid in pdf.kids(table)
            if b"/S/TBody/" in pdf.objects[kid].body][0]
    pdf.retype(body, b"THead")
    # A body must follow: an empty one.
    add_kid(pdf, table, b"TBody")


@fixture("THEAD_ALONE", "TFOOT_ALONE")
def table_with_a_head_only(pdf):
    table = pdf.element(b"Table")
    for kid in pdf.kids(table):
        if b"/S/TBody/" in pdf.objects[kid].body:
            pdf.retype(kid, b"TFoot")


@fixture("TD_HEADER")
def header_cells_without_scope(pdf):
    for item in pdf.objects.values():
        if item.body.startswith(b"<<\n/S/TH/"):
            item.body = item.body.replace(b"/A<</O/Table/Scope/Column>>", b"")


@fixture("TD_HEADERS", "TD_HEADER")
def cell_with_a_header_that_is_not_there(pdf):
    header_cells_without_scope(pdf)
    cell = pdf.element(b"TD")
    pdf.objects[cell].body = pdf.objects[cell].body.replace(
        b"/S/TD/", b"/S/TD/A<</O/Table/Headers[(nowhere)]>>/", 1)


@fixture("L_KIDS")
def paragraph_in_a_list(pdf):
    items = pdf.element(b"L")
    add_kid(pdf, items, b"P")


@fixture("LI_PARENT")
def item_in_a_division(pdf):
    pdf.retype(pdf.element(b"L"), b"Div")


@fixture("LBODY_PARENT")
def body_in_a_division(pdf):
    body = pdf.element(b"LBody")
    inner = pdf.add(pdf.objects[body].body)
    parent = re.search(rb"/P (\d+) 0 R", pdf.objects[body].body)[1]
    pdf.objects[inner].body = pdf.objects[body].body.replace(
        b"/P " + parent, b"/P %d" % body, 1)
    pdf.objects[body].body = (b"<<\n/S/LBody/P " + parent
                              + b" 0 R/K[%d 0 R]>>" % inner)
    replace_in_parents(pdf, body, inner)


@fixture("LI_KIDS")
def paragraph_in_an_item(pdf):
    pdf.retype(pdf.kids(pdf.element(b"LI"))[0], b"P")


@fixture("TOCI_PARENT")
def contents_that_are_a_division(pdf):
    pdf.retype(pdf.element(b"TOC"), b"Div")


@fixture("TOC_KIDS")
def contents_with_a_paragraph(pdf):
    pdf.retype(pdf.element(b"TOCI"), b"P")


@fixture("CAPTION_COUNT")
def table_with_two_captions(pdf):
    table = pdf.element(b"Table")
    if b"/S/Caption" not in pdf.objects[pdf.kids(table)[0]].body:
        put_kids(pdf, table, [add_kid(pdf, table, b"Caption"),
                              *pdf.kids(table)[:-1]])
    add_kid(pdf, table, b"Caption")


def put_kids(pdf, parent, kids):
    pdf.objects[parent].body = re.sub(
        rb"/K ?\[?(.*?)\]?>>$",
        b"/K[" + b" ".join(b"%d 0 R" % kid for kid in kids) + b"]>>",
        pdf.objects[parent].body)


@fixture("CAPTION_PLACE")
def caption_between_the_rows(pdf):
    table = pdf.element(b"Table")
    kids = pdf.kids(table)
    captions = [kid for kid in kids
                if b"/S/Caption" in pdf.objects[kid].body] \
        or [add_kid(pdf, table, b"Caption")]
    others = [kid for kid in kids if kid not in captions]
    put_kids(pdf, table, others[:1] + captions + others[1:])


@fixture("FIGURE_ALT")
def figure_without_words(pdf):
    pdf.change(rb"^<<\n/S/Figure/", rb"/Alt(\([^)]*\)|<[^>]*>)", b"")


@fixture("FORMULA_ALT")
def formula_without_words(pdf):
    pdf.retype(pdf.element(b"Code"), b"Formula")


@fixture("HEADING_SKIPPED")
def heading_level_left_out(pdf):
    pdf.retype(pdf.element(b"H2"), b"H3")


@fixture("HEADING_MIXED", also=["7.4.4-3"])
def heading_of_no_level(pdf):
    pdf.retype(pdf.element(b"H3", -1), b"H")


@fixture("NOTE_ID")
def note_without_an_id(pdf):
    pdf.change(rb"^<<\n/S/Note/", rb"/ID\([^)]*\)", b"")


@fixture("NOTE_ID_TWICE")
def notes_with_the_same_id(pdf):
    pdf.change(rb"/ID\(note-00000002\)", rb"/ID\([^)]*\)",
               b"/ID(note-00000001)")


# --- content ------------------------------------------------------------------

@fixture("CONTENT_UNMARKED")
def rule_that_is_no_artifact(pdf):
    pdf.change_content(rb"/Artifact<</Type/Layout>>BDC\n(.*?)EMC\n", rb"\1")


@fixture("CONTENT_UNMARKED")
def words_that_are_not_tagged(pdf):
    pdf.change_content(rb"/P<</MCID \d+>>BDC", b"/P BMC")


# To veraPDF the artifact holds tagged content too.
@fixture("ARTIFACT_INSIDE", also=["7.1-2"])
def artifact_in_a_paragraph(pdf):
    pdf.change_content(rb"(/P<</MCID \d+>>BDC\n)(.*?)EMC",
                       rb"\1/Artifact BMC\n\2EMC EMC")


@fixture("TAGGED_INSIDE")
def paragraph_in_an_artifact(pdf):
    pdf.change_content(rb"(/P<</MCID \d+>>BDC\n)(.*?)EMC",
                       rb"/Artifact BMC\n\1\2EMC EMC")


@fixture("OPERATOR")
def operator_that_does_not_exist(pdf):
    pdf.change_content(rb"^", b"1 zz\n")


@fixture("RESOURCE")
def resources_of_the_tree(pdf):
    page = pdf.find(rb"/Type/Page/")
    resources = re.search(rb"/Resources \d+ 0 R", pdf.objects[page].body)[0]
    pdf.change(rb"/Type/Page/", rb"/Resources \d+ 0 R", b"")
    pdf.change(rb"/Type/Pages/Parent", rb"/Count", resources + b"/Count")


@fixture("NESTING")
def states_thirty_deep(pdf):
    pdf.change_content(rb"^(.*)$", b"q " * 30 + rb"\1" + b"Q " * 30)


@fixture("CMYK")
def colour_in_cmyk(pdf):
    pdf.change_content(rb"[.\d]+ [.\d]+ [.\d]+ rg", b"0 0 0 1 k")


@fixture("RENDERING_INTENT")
def intent_that_does_not_exist(pdf):
    pdf.change_content(rb"^", b"/Odd ri\n")


FORM = rb"/Subtype/Form"


@fixture("FORM_POSTSCRIPT")
def form_with_postscript(pdf):
    pdf.change(FORM, FORM, FORM + b"/Subtype2/PS")


@fixture("FORM_REFERENCE")
def form_of_another_file(pdf):
    pdf.change(FORM, FORM, FORM + b"/Ref<</F(a.pdf)/Page 0>>")


@fixture("XOBJECT_TYPE")
def picture_in_postscript(pdf):
    pdf.change(FORM, FORM, b"/Subtype/PS")


IMAGE = rb"/Subtype/Image"


@fixture("IMAGE_ALTERNATES")
def picture_with_an_alternate(pdf):
    pdf.change(IMAGE, IMAGE, IMAGE + b"/Alternates[]")


@fixture("IMAGE_OPI")
def picture_of_another_file(pdf):
    pdf.change(IMAGE, IMAGE, IMAGE + b"/OPI<<>>")


@fixture("IMAGE_INTERPOLATE")
def picture_to_be_smoothed(pdf):
    pdf.change(IMAGE, IMAGE, IMAGE + b"/Interpolate true")


@fixture("IMAGE_DEPTH")
def picture_of_three_bits(pdf):
    pdf.change(IMAGE, rb"/BitsPerComponent 8", b"/BitsPerComponent 3")


def state(pdf, entries):
    pdf.change(rb"/Font<</F", rb"/XObject",
               b"/ExtGState<</G0<</Type/ExtGState" + entries + b">>>>/XObject")
    pdf.change_content(rb"^", b"/G0 gs\n")


@fixture("STATE_TRANSFER")
def state_with_a_transfer_function(pdf):
    state(pdf, b"/TR/Identity")


@fixture("BLEND_MODE")
def blend_mode_that_does_not_exist(pdf):
    state(pdf, b"/BM/Odd")


# --- fonts --------------------------------------------------------------------

TYPE0 = rb"/Type/Font/Subtype/Type0"


@fixture("FONT_TYPE")
def font_that_does_not_say_so(pdf):
    pdf.change(rb"/Subtype/CIDFontType2", rb"/Type/Font", b"/Type/Fond")


@fixture("FONT_FILE_SUBTYPE", also=["7.21.4.1-1", "6.2.11.4.1-1"])
def font_program_of_no_kind(pdf):
    pdf.change(rb"/FontFile2", rb"/FontFile2", b"/FontFile3")
    pdf.change(rb"/Length1", rb"/Length1", b"/Subtype/Odd/Length1")


@fixture("FONT_GID_MAP")
def font_without_a_map_to_glyphs(pdf):
    pdf.change(rb"/CIDToGIDMap", rb"/CIDToGIDMap/Identity", b"")


@fixture("FONT_EMBEDDED")
def font_not_embedded(pdf):
    pdf.change(rb"/FontFile2", rb"/FontFile2 \d+ 0 R", b"")


@fixture("FONT_CIDSET")
def font_with_an_empty_list(pdf):
    number = pdf.add(b"<</Type/Odd>>", b"\0")
    pdf.change(rb"/FontFile2", rb"/FontFile2", b"/CIDSet %d 0 R/FontFile2"
               % number)


@fixture("GLYPH_WIDTH")
def glyphs_of_another_width(pdf):
    pdf.change(rb"/W\[0\[", rb"/W\[0\[\S+ \S+", b"/W[0[500 900")


@fixture("GLYPH_TEXT")
def glyphs_without_meaning(pdf):
    pdf.change(TYPE0, rb"/ToUnicode \d+ 0 R", b"")


MAP = rb"beginbfchar\n<(\w{4})> <\w+>"


def change_map(pdf, text):
    number = int(re.search(rb"/ToUnicode (\d+) 0 R",
                           pdf.objects[pdf.find(TYPE0)].body)[1])
    item = pdf.objects[number]
    item.stream = re.sub(MAP, rb"beginbfchar\n<\1> <" + text + b">",
                         item.stream, count=1)


@fixture("GLYPH_TEXT_INVALID")
def glyph_that_means_no_character(pdf):
    change_map(pdf, b"FEFF")


@fixture("GLYPH_PRIVATE")
def glyph_of_private_use(pdf):
    change_map(pdf, b"E000")


@fixture("GLYPH_NOTDEF", "GLYPH_TEXT")
def glyph_for_missing_characters(pdf):
    pdf.change_content(rb"(/P<</MCID \d+>>BDC\n.*?\[)", rb"\1<0000>")


@fixture("GLYPH_MISSING", "GLYPH_TEXT", also=["7.21.5-1", "6.2.11.5-1",
                                               "7.21.8-1", "6.2.11.8-1"])
def glyph_that_is_not_there(pdf):
    pdf.change_content(rb"(/P<</MCID \d+>>BDC\n.*?\[)", rb"\1<7FFF>")


# --- what veraPDF has no test for ---------------------------------------------

@ours_alone("REFERENCE_DANGLING")
def reference_to_nothing(pdf):
    pdf.change(CATALOG, rb"/Lang", b"/Odd 99999 0 R/Lang")


@ours_alone("PARENT_TREE")
def element_that_claims_another_ones_words(pdf):
    pdf.change(rb"^<<\n/S/P/.*/K 1>>$", rb"/K 1>>$", b"/K 2>>")


@ours_alone("PARENT_TREE")
def element_with_a_wrong_parent(pdf):
    pdf.change(rb"^<<\n/S/P/P \d+ 0 R", rb"/P \d+ 0 R", b"/P 1 0 R")


@ours_alone("MARKS_UNBALANCED")
def mark_that_does_not_end(pdf):
    pdf.change_content(rb"EMC\n((ET\n)?)$", rb"\1")


@ours_alone("CONTENT_BROKEN")
def content_that_breaks_off(pdf):
    pdf.change_content(rb"$", b"[(a")


@ours_alone("STREAM_LENGTH")
def stream_longer_than_it_says(pdf):
    data = pdf.bytes()
    found = re.search(rb"/Length (\d+)>>\nstream", data)
    size = b"%0*d" % (len(found[1]), int(found[1]) - 5)
    return data[:found.start(1)] + size + data[found.end(1):]


# veraPDF stops at such a file.
@ours_alone("FONT_NAME")
def font_without_a_name(pdf):
    pdf.change(rb"/Subtype/CIDFontType2", rb"/BaseFont/[^/]*", b"")
