"""Makes HostlerBox-Regular.ttf: one box for every character that no other font has.

Use: python3 box.py HostlerBox-Regular.ttf (needs fonttools)
"""
import sys
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

def box():
    pen = TTGlyphPen(None)
    for a, b, c, d in [(60, -120, 540, 720)]:
        pen.moveTo((a, b)); pen.lineTo((a, d)); pen.lineTo((c, d)); pen.lineTo((c, b)); pen.closePath()
    a, b, c, d = 100, -80, 500, 680
    pen.moveTo((a, b)); pen.lineTo((c, b)); pen.lineTo((c, d)); pen.lineTo((a, d)); pen.closePath()
    return pen.glyph()

fb = FontBuilder(1000, isTTF=True)
fb.setupGlyphOrder([".notdef", "box"])
fb.setupCharacterMap({0x25A1: "box"})
fb.setupGlyf({".notdef": box(), "box": box()})
fb.setupHorizontalMetrics({".notdef": (600, 60), "box": (600, 60)})
fb.setupHorizontalHeader(ascent=900, descent=-250)
fb.setupNameTable({
    "copyright": "The Hostler authors; in the public domain (CC0)",
    "familyName": "Hostler Box", "styleName": "Regular",
    "uniqueFontIdentifier": "HostlerBox-1", "fullName": "Hostler Box", "psName": "HostlerBox",
    "version": "Version 1.0",
})
fb.setupOS2(sTypoAscender=900, sTypoDescender=-250, usWinAscent=900, usWinDescent=250, fsType=0)
fb.setupPost()
font = fb.font
font["head"].created = font["head"].modified = 0
many = CmapSubtable.newSubtable(13)
many.platformID, many.platEncID, many.language = 3, 10, 0
many.cmap = {c: "box" for c in [*range(0x21, 0x40000), *range(0xE0000, 0xE1000)] if not 0xD800 <= c < 0xE000}
font["cmap"].tables = [many]
font.recalcTimestamp = False
font.save(sys.argv[1])
