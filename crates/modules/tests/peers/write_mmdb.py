# Writes a database of countries with `mmdb_writer`. Arguments: its path and the form of its entries. On
# standard input JSON: networks and their countries.
import json
import sys

from mmdb_writer import MMDBWriter
from netaddr import IPSet

form = {
    "country": lambda code: {"country": {"iso_code": code, "names": {"en": "Somewhere"}}},
    "registered": lambda code: {"registered_country": {"iso_code": code}},
    "flat": lambda code: {"country_code": code},
}[sys.argv[2]]
writer = MMDBWriter(ip_version=6, ipv4_compatible=True, database_type="Test-Country")
for network, code in json.load(sys.stdin).items():
    writer.insert_network(IPSet([network]), form(code))
writer.to_db_file(sys.argv[1])
