"""What other people's programs say of bank statements: NODE_MODULES FILE…, files of ours.

Prints statements in JSON, each with its text and the lines that somebody else reads in it, or has
written into it: day, amount, currency, and texts that belong to the line.

MT940 is read by mt-940 and written by mt940-writer; samples are those of mt940js. camt.053 is read
by pycamt and written by pyiso20022, which is generated from the schemas of ISO 20022; samples are
those of the Odoo Community Association.
"""

import datetime
import importlib
import json
import sys
import sysconfig
import typing
from decimal import Decimal
from pathlib import Path

import mt940
import mt940_writer as writer
from pycamt.parser import Camt053Parser
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDate, XmlDateTime

PLACEHOLDERS = {"NONREF", "NOTPROVIDED"}


def line(day, amount, currency, texts):
    texts = [text for text in texts if text and text not in PLACEHOLDERS]
    return {"day": str(day), "amount": f"{Decimal(amount):.2f}", "currency": currency, "texts": texts}


def by_mt940(text):
    for each in mt940.parse(text):
        data = each.data
        # What stands behind the last balance is laid on the last line there.
        free = data.get("purpose") or data.get("transaction_details")
        names = ("customer_reference", "bank_reference", "extra_details", "applicant_name")
        texts = [free, *(data.get(name) for name in names)]
        day = data.get("entry_date") or data["date"]
        yield line(day, data["amount"].amount, data["amount"].currency, texts)


def by_pycamt(text):
    # It wants names without a prefix.
    plain = text.replace("xmlns:c=", "xmlns=").replace("<c:", "<").replace("</c:", "</")
    for each in Camt053Parser(plain.encode()).get_transactions():
        if each["Status"] != "BOOK":
            continue
        came = each["CreditDebitIndicator"] == "CRDT"
        party = ("DebtorName", "DebtorIBAN") if came else ("CreditorName", "CreditorIBAN")
        names = (*party, "RemittanceInformation", "EndToEndId")
        amount = each["Amount"] if came else "-" + each["Amount"]
        yield line(each["BookingDate"][:10], amount, each["Currency"], map(each.get, names))


def read(path):
    text = Path(path).read_text(encoding="utf-8")
    by = by_pycamt if text.lstrip().startswith("<") else by_mt940
    return Path(path).name, text, list(by(text))


def written_mt940():
    account = writer.Account("12345678", "20-15-55")
    first, second = datetime.date(2026, 2, 27), datetime.date(2026, 3, 1)
    wanted = [
        (first, "1234567.89", "INV-2026-00012", "Okafor and Sons, thank you"),
        (first, "-9.00", "FEES", None),
        (second, "0.01", "INV-7", "A line\nand another one"),
    ]
    kind, more = writer.TransactionType.transfer, writer.TransactionAdditionalInfo
    rows = [writer.Transaction(day, Decimal(amount), kind, note, text and more(text))
            for day, amount, note, text in wanted]
    balance = writer.Balance(Decimal("100.00"), first, "GBP")
    text = str(writer.Statement("REF1", account, "1/1", balance, balance, rows))
    return "mt940-writer", text, [line(day, amount, "GBP", [note, text]) for day, amount, note, text in wanted]


def hints_of(kind):
    return typing.get_type_hints(kind, vars(sys.modules[kind.__module__]))


def class_of(hint):
    inside = [each for each in typing.get_args(hint) if each is not type(None)]
    return class_of(inside[0]) if inside else hint


def make(kind, fields):
    """An object of a class of pyiso20022; what is a dictionary is made by the class of its field."""
    hints, values = hints_of(kind), {}
    for name, value in fields.items():
        each_kind, many = class_of(hints[name]), typing.get_origin(hints[name]) is list
        values_of = value if isinstance(value, list) else [value]
        made = [make(each_kind, each) if isinstance(each, dict) else each for each in values_of]
        values[name] = made if many else made[0]
    return kind(**values)


def written_camt(version):
    module = f"camt_053_001_{version}"
    iso = importlib.import_module(f"pyiso20022.camt.{module}.{module}")
    document = iso.Document
    statement = class_of(hints_of(class_of(hints_of(document)["bk_to_cstmr_stmt"]))["stmt"])
    entry = class_of(hints_of(statement)["ntry"])
    status = class_of(hints_of(entry)["sts"])
    booked = status("BOOK") if hasattr(status, "BOOK") else {"cd": "BOOK"}
    party = class_of(hints_of(class_of(hints_of(class_of(hints_of(class_of(
        hints_of(entry)["ntry_dtls"]))["tx_dtls"]))["rltd_pties"]))["dbtr"])
    named = (lambda name: {"nm": name}) if "nm" in hints_of(party) else (lambda name: {"pty": {"nm": name}})
    wanted = [
        ("2026-03-02", "119.00", "Okafor & Søns", "DE89370400440532013000", "INV-2026-00012 <thanks>", "E2E-77"),
        ("2026-03-03", "-0.10", "Power Company", "DE02120300000000202051", "Contract 9", "NOTPROVIDED"),
    ]

    def of(day, amount, name, iban, text, end):
        came = not amount.startswith("-")
        way, role = (iso.CreditDebitCode.CRDT, "dbtr") if came else (iso.CreditDebitCode.DBIT, "cdtr")
        return {
            "amt": {"value": Decimal(amount.lstrip("-")), "ccy": "EUR"}, "cdt_dbt_ind": way, "sts": booked,
            "bookg_dt": {"dt": XmlDate.from_string(day)}, "acct_svcr_ref": f"REF{day}",
            "bk_tx_cd": {"prtry": {"cd": "NTRF"}},
            "ntry_dtls": [{"tx_dtls": [{
                "refs": {"end_to_end_id": end}, "rmt_inf": {"ustrd": [text]},
                "rltd_pties": {role: named(name), f"{role}_acct": {"id": {"iban": iban}}},
            }]}],
        }

    now = XmlDateTime.from_string("2026-03-04T06:00:00")
    whole = make(document, {"bk_to_cstmr_stmt": {
        "grp_hdr": {"msg_id": "M1", "cre_dt_tm": now},
        "stmt": [{"id": "S1", "cre_dt_tm": now, "acct": {"id": {"iban": "DE75512108001245126199"}},
                  "ntry": [of(*each) for each in wanted]}],
    }})
    text = XmlSerializer().render(whole, ns_map={None: f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"})
    lines = [line(day, amount, "EUR", texts) for day, amount, *texts in wanted]
    return f"pyiso20022 camt.053.001.{version}", text, lines


node_modules, *ours = sys.argv[1:]
odoo = Path(sysconfig.get_path("purelib"), "odoo/addons/account_statement_import_camt/tests/samples")
samples = [odoo / "test-camt053", odoo / "test-camt053-txdtls"]
samples += [Path(node_modules, "mt940js/test", name) for name in ("test1.mt940", "testX.mt940")]
found = [read(path) for path in [*samples, *ours]]
found += [written_mt940(), *(written_camt(version) for version in ("02", "08", "12"))]
print(json.dumps([dict(zip(("name", "text", "lines"), each)) for each in found]))
