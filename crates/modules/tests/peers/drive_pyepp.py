# Drives a registry with pyepp: PORT AUTHORITY-FILE. Prints how many calls it made.
import os
import sys
from datetime import date

port, authority = sys.argv[1:]
os.environ["SSL_CERT_FILE"] = authority

from pyepp import Contact, Domain, EppCommunicator, Host
from pyepp.contact import AddressData, ContactData, PostalInfoData
from pyepp.domain import DomainData
from pyepp.host import HostData

calls = 0


def did(result, code=1000):
    global calls
    calls += 1
    assert result.code == code, (result.code, result.message, result.reason)
    return result


line = EppCommunicator("localhost", port)
line.connect()
line.login("hostler", "pw-S3cret")
domain, contact, host = Domain(line), Contact(line), Host(line)
found = did(domain.check(["sdk.com", "taken.com"], "c-1")).result_data
assert found["sdk.com"]["avail"] and not found["taken.com"]["avail"], found
address = AddressData(street_1="1 Way", city="London", country_code="GB", postal_code="W1")
person = ContactData(id="SDK1", email="a@example.com", phone="+44.2079460000", password="x-Pw123456",
                     postal_info=PostalInfoData(name="Ada Lovelace", address=address, type="int"))
did(contact.create(person, "c-2"))
did(contact.create(person, "c-3"), 2302)
assert did(contact.info("SDK1", "c-4")).result_data.postal_info.name == "Ada Lovelace"
did(host.create(HostData(host_name="ns1.sdk.example"), "c-5"))
wanted = DomainData(domain_name="sdk.com", period=1, registrant="SDK1", admin="SDK1", tech="SDK1",
                    host=["ns1.sdk.example"], password="pw-123456")
did(domain.create(wanted, "c-6"))
did(domain.create(wanted, "c-7"), 2302)
info = did(domain.info("sdk.com", "c-8")).result_data
assert "SDK1" in str(info) and "ns1.sdk.example" in str(info), info
did(domain.renew("sdk.com", date(2026, 6, 1), 1, "c-9"), 2004)
did(domain.renew("sdk.com", date(2027, 1, 1), 1, "c-10"))
did(domain.update("sdk.com", add_statuses=[("clientTransferProhibited", "ours")], client_transaction_id="c-11"))
did(domain.update("sdk.com", remove_hosts=["ns1.sdk.example"], add_hosts=["ns1.example.com"], client_transaction_id="c-12"))
did(domain.transfer("contract-transfer.com", "wrong", 1, "c-13"), 2202)
did(domain.transfer("taken.com", "theirs-1", 1, "c-14"), 1001)
did(domain.restore("redeem.com", "c-15"))
did(contact.delete("SDK1", "c-16"), 2305)
did(line.logout(), 1500)
print(calls, "calls")
