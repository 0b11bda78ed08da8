"""A registry for EPP with state: AUTHORITY-FILE. Prints its port.

Every frame, theirs and ours, is checked by the schemas of the RFCs. It keeps .com and .net; the
registrars are `hostler` and `them`. Names that begin with `lost-` are registered without an answer;
those of PREMIUM cost more than others. With `plain` behind the file it speaks no extensions, with
`keys` it takes keys and no digests of them (RFC 5910 section 4), with `messages` some wait.
"""

import datetime
import decimal
import pathlib
import socketserver
import ssl
import struct
import sys
import threading

import trustme
from lxml import etree

NS = {
    "e": "urn:ietf:params:xml:ns:epp-1.0",
    "domain": "urn:ietf:params:xml:ns:domain-1.0",
    "host": "urn:ietf:params:xml:ns:host-1.0",
    "contact": "urn:ietf:params:xml:ns:contact-1.0",
    "rgp": "urn:ietf:params:xml:ns:rgp-1.0",
    "secDNS": "urn:ietf:params:xml:ns:secDNS-1.1",
    "fee": "urn:ietf:params:xml:ns:epp:fee-1.0",
}
EXTENSIONS = [] if "plain" in sys.argv[2:] else ["rgp", "secDNS", "fee"]
KEYS = "keys" in sys.argv[2:]
STANDARD = {"create": "8.00", "renew": "8.50", "transfer": "8.00", "restore": "40.00"}
PREMIUM = {
    "gold.com": {"create": "1000.00", "renew": "100.00", "transfer": "100.00", "restore": "250.00"},
    "redeem-gold.com": {"create": "1000.00", "renew": "100.00", "transfer": "100.00", "restore": "250.00"},
    "moving-gold.com": {"create": "1000.00", "renew": "100.00", "transfer": "100.00", "restore": "250.00"},
    # Premium in its first year only.
    "bronze.com": {"create": "50.00", "renew": "8.50", "transfer": "8.00", "restore": "40.00"},
    # More digits than its currency has.
    "odd.com": {"create": "10.001", "renew": "8.50", "transfer": "8.00", "restore": "40.00"},
}
KEY_NAME = "keyData" if KEYS else "dsData"
KEY_PARTS = ("flags", "protocol", "alg", "pubKey") if KEYS else ("keyTag", "alg", "digestType", "digest")
SCHEMA = etree.XMLSchema(file=str(pathlib.Path(__file__).parent / "epp" / "all.xsd"))
PARSER = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
NOW = datetime.datetime(2026, 1, 1, 9)
LOGINS = {"hostler": "pw-S3cret", "them": "pw-Th31rs"}
MESSAGES = {
    1000: "Command completed successfully",
    1001: "Command completed successfully; action pending",
    1300: "Command completed successfully; no messages",
    1301: "Command completed successfully; ack to dequeue",
    1500: "Command completed successfully; ending session",
}
lock = threading.RLock()
hosts = {name: {"by": "them"} for name in ("ns1.example.com", "ns2.example.com")}
contacts = {}
numbers = iter(range(1, 1_000_000))


def domain(owner, code, expires, **more):
    return {"by": owner, "code": code, "expires": expires, "ns": [], "people": {}, "registrant": None,
            "statuses": set(), "transfer": None, "rgp": None, "keys": [], **more}


def at(year, month=1, day=1):
    return datetime.datetime(year, month, day, 9)


domains = {
    "taken.com": domain("them", "theirs-1", at(2027)),
    "moving-gold.com": domain("them", "right-code", at(2026, 6)),
    "contract-transfer.com": domain("them", "right-code", at(2026, 6)),
    "turned-down.com": domain("them", "theirs-2", at(2027), transfer=("clientRejected", "hostler", "them")),
    "gone.com": domain("them", "theirs-3", at(2027), transfer=("serverApproved", "them", "hostler")),
    "redeem.com": domain("hostler", "ours-1234", at(2025, 11), statuses={"pendingDelete"}, rgp="redemptionPeriod"),
    "redeem-gold.com": domain("hostler", "ours-1235", at(2025, 11), statuses={"pendingDelete"}, rgp="redemptionPeriod"),
    "lost-redeem.com": domain("hostler", "ours-1236", at(2025, 11), statuses={"pendingDelete"}, rgp="redemptionPeriod"),
}


# Number, text, and the name whose transfer it tells of.
messages = [
    ("12345", "Transfer requested & approved.", "GONE.com"),
    ("12346", "Transfer rejected.", "turned-down.com"),
    ("12347", "Your balance is low.", None),
] if "messages" in sys.argv[2:] else []


class No(Exception):
    def __init__(self, code, reason):
        super().__init__(code, reason)


class Lost(Exception):
    pass


def tag(prefix, name):
    return f"{{{NS[prefix]}}}{name}"


def text(node, path):
    found = node.find(path, NS)
    return (found.text or "") if found is not None else ""


def texts(node, path):
    return [each.text for each in node.findall(path, NS)]


def make(parent, name, value=None, **attributes):
    prefix, _, local = name.rpartition(":")
    prefix = prefix or "e"
    space = {None: NS["e"]} if prefix == "e" else {prefix: NS[prefix]}
    node = etree.SubElement(parent, tag(prefix, local), nsmap=space, **attributes)
    node.text = value
    return node


def moment(when):
    return when.strftime("%Y-%m-%dT%H:%M:%S.0Z")


def years_after(when, years):
    return when.replace(year=when.year + years)


def checked(frame):
    if not SCHEMA.validate(frame):
        raise No(2001, str(SCHEMA.error_log.last_error))
    return frame


def greeting():
    root = etree.Element(tag("e", "epp"), nsmap={None: NS["e"]})
    hello = make(root, "greeting")
    make(hello, "svID", "Registry of the tests")
    make(hello, "svDate", moment(NOW))
    menu = make(hello, "svcMenu")
    make(menu, "version", "1.0")
    make(menu, "lang", "en")
    for kind in ("contact", "domain", "host"):
        make(menu, "objURI", NS[kind])
    if EXTENSIONS:
        extra = make(menu, "svcExtension")
        for prefix in EXTENSIONS:
            make(extra, "extURI", NS[prefix])
    policy = make(hello, "dcp")
    make(make(policy, "access"), "all")
    statement = make(policy, "statement")
    make(make(statement, "purpose"), "prov")
    make(make(statement, "recipient"), "ours")
    make(make(statement, "retention"), "stated")
    return checked(root)


class Session(socketserver.BaseRequestHandler):
    user = None
    spoken = frozenset()
    extension = None
    extra = None
    waiting = None

    def handle(self):
        stream = CONTEXT.wrap_socket(self.request, server_side=True)
        self.send(stream, greeting())
        while True:
            header = self.read(stream, 4)
            if header is None:
                return
            frame = self.read(stream, struct.unpack(">I", header)[0] - 4)
            if frame is None:
                return
            with lock:
                try:
                    answer, over = self.answer(frame)
                except Lost:
                    return
            self.send(stream, answer)
            if over:
                return

    def read(self, stream, length):
        whole = b""
        while len(whole) < length:
            piece = stream.recv(length - len(whole))
            if not piece:
                return None
            whole += piece
        return whole

    def send(self, stream, root):
        body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        stream.sendall(struct.pack(">I", len(body) + 4) + body)

    def answer(self, frame):
        data, extension = [], []
        number, verb = "", None
        try:
            root = checked(etree.fromstring(frame, PARSER))
            if root.find("e:hello", NS) is not None:
                return greeting(), False
            command = root.find("e:command", NS)
            number = text(command, "e:clTRID")
            verb, self.waiting = command[0], None
            self.extension, self.extra = command.find("e:extension", NS), extension
            code, reason = self.obey(verb, data), None
        except No as no:
            code, reason = no.args
        except etree.XMLSyntaxError as error:
            code, reason = 2001, str(error)
        root = etree.Element(tag("e", "epp"), nsmap={None: NS["e"]})
        response = make(root, "response")
        result = make(response, "result", code=str(code))
        make(result, "msg", MESSAGES.get(code, "Command failed"))
        if reason is not None:
            value = make(result, "extValue")
            make(make(value, "value"), "svTRID", "x")
            make(value, "reason", reason)
        if code == 1301:
            number_of_it, said, _ = self.waiting
            queue = make(response, "msgQ", count=str(len(messages)), id=number_of_it)
            make(queue, "qDate", moment(NOW))
            make(queue, "msg", said)
        for name, nodes in (("resData", data), ("extension", extension)):
            if nodes:
                make(response, name).extend(nodes)
        trid = make(response, "trID")
        if number:
            make(trid, "clTRID", number)
        make(trid, "svTRID", f"registry-{next(numbers)}")
        return checked(root), code in (1500, 2501)

    def obey(self, verb, data):
        name = etree.QName(verb).localname
        if name == "login":
            if self.user or LOGINS.get(text(verb, "e:clID")) != text(verb, "e:pw"):
                raise No(2200, "Authentication error")
            self.user = text(verb, "e:clID")
            self.spoken = frozenset(texts(verb, "e:svcs/e:svcExtension/e:extURI"))
            return 1000
        if not self.user:
            raise No(2002, "Log in first")
        if name == "logout":
            return 1500
        for each in self.extension if self.extension is not None else ():
            uri = etree.QName(each).namespace
            # Software of others restores names without having announced that it can.
            if uri not in self.spoken and uri != NS["rgp"]:
                raise No(2103, "The extension was not announced at the login")
        if name == "poll":
            return self.poll(verb.get("op"), verb.get("msgID"), data)
        subject = verb[0]
        kind = next(prefix for prefix, uri in NS.items() if uri == etree.QName(subject).namespace)
        work = getattr(self, f"{name}_{kind}", None)
        if work is None:
            raise No(2101, "Not here")
        if name == "transfer":
            return work(subject, verb.get("op"), data)
        return work(subject, data)

    # Messages

    def poll(self, op, number, data):
        mine = messages if self.user == "hostler" else []
        if op == "ack":
            if not mine or mine[0][0] != number:
                raise No(2303, "There is no such message")
            mine.pop(0)
            return 1000
        if not mine:
            return 1300
        self.waiting = mine[0]
        if self.waiting[2]:
            self.tell_transfer(self.waiting[2], data)
        return 1301

    # Extensions

    def said(self, path):
        return self.extension.find(path, NS) if self.extension is not None else None

    def add(self, name):
        prefix, _, local = name.partition(":")
        self.extra.append(etree.Element(tag(prefix, local), nsmap={prefix: NS[prefix]}))
        return self.extra[-1]

    def tell_fees(self, names):
        asked = self.said("fee:check")
        if asked is None:
            return
        holder = self.add("fee:chkData")
        make(holder, "fee:currency", "USD")
        for name in names:
            premium = PREMIUM.get(name)
            cd = make(holder, "fee:cd", avail="1")
            make(cd, "fee:objID", name)
            make(cd, "fee:class", "premium" if premium else "standard")
            for each in asked.findall("fee:command", NS):
                act = each.get("name")
                fee = (premium or STANDARD)[act]
                command = make(cd, "fee:command", standard="1" if fee == STANDARD[act] else "0")
                command.set("name", act)
                if act != "restore":
                    make(command, "fee:period", "1", unit="y")
                make(command, "fee:fee", fee, description=act, refundable="1")

    def charge(self, name, act, years):
        fee = decimal.Decimal(PREMIUM.get(name, STANDARD)[act]) * years
        verb = "update" if act == "restore" else act
        told = self.said(f"fee:{verb}")
        if told is None:
            if fee != decimal.Decimal(STANDARD[act]) * years and NS["fee"] in self.spoken:
                raise No(2003, "The fee of a premium name must be agreed")
            return
        currency = text(told, "fee:currency") or "USD"
        if currency != "USD" or sum(map(decimal.Decimal, texts(told, "fee:fee"))) != fee:
            raise No(2004, "The fee is another one")
        done = self.add({"create": "fee:creData", "renew": "fee:renData", "transfer": "fee:trnData",
                         "restore": "fee:updData"}[act])
        make(done, "fee:currency", "USD")
        make(done, "fee:fee", str(fee))

    def change_keys(self, found):
        def key(node):
            return tuple(text(node, f"secDNS:{part}") for part in KEY_PARTS)
        update = self.said("secDNS:update")
        if update is None:
            return
        if update.findall(f"*/secDNS:{'dsData' if KEYS else 'keyData'}", NS):
            raise No(2102, "Keys are told in the other form here")
        for node in update.findall(f"secDNS:rem/secDNS:{KEY_NAME}", NS):
            if key(node) not in found["keys"]:
                raise No(2303, "There is no such key")
            found["keys"].remove(key(node))
        for node in update.findall(f"secDNS:add/secDNS:{KEY_NAME}", NS):
            if key(node) in found["keys"]:
                raise No(2302, "The key is there")
            found["keys"].append(key(node))

    def tell_keys(self, found):
        if not found["keys"] or NS["secDNS"] not in self.spoken:
            return
        holder = self.add("secDNS:infData")
        for key in found["keys"]:
            data = make(holder, f"secDNS:{KEY_NAME}")
            for part, value in zip(KEY_PARTS, key):
                # Not as it was told: small digits, and lines in a key.
                make(data, f"secDNS:{part}", f"{value[:40]}\n{value[40:]}" if part == "pubKey" else value.lower())

    # Checks

    def checks(self, subject, data, kind, key, free):
        holder = etree.Element(tag(kind, "chkData"), nsmap={kind: NS[kind]})
        for name in texts(subject, f"{kind}:{key}"):
            cd = make(holder, f"{kind}:cd")
            reason = free(name)
            make(cd, f"{kind}:{key}", name, avail="0" if reason else "1")
            if reason:
                make(cd, f"{kind}:reason", reason)
        data.append(holder)
        return 1000

    def check_domain(self, subject, data):
        def free(name):
            if name.startswith("reserved"):
                return "Reserved name"
            return "In use" if name in domains else None
        self.tell_fees(texts(subject, "domain:name"))
        return self.checks(subject, data, "domain", "name", free)

    def check_host(self, subject, data):
        return self.checks(subject, data, "host", "name", lambda name: "In use" if name in hosts else None)

    def check_contact(self, subject, data):
        return self.checks(subject, data, "contact", "id", lambda name: "In use" if name in contacts else None)

    # Hosts and contacts

    def create_host(self, subject, data):
        name = text(subject, "host:name")
        if name in hosts:
            raise No(2302, "The host exists")
        if name.endswith((".com", ".net")) and not texts(subject, "host:addr"):
            raise No(2003, "A host of this registry needs an address")
        hosts[name] = {"by": self.user}
        made = etree.Element(tag("host", "creData"), nsmap={"host": NS["host"]})
        make(made, "host:name", name)
        make(made, "host:crDate", moment(NOW))
        data.append(made)
        return 1000

    def create_contact(self, subject, data):
        name = text(subject, "contact:id").upper()
        if name in contacts:
            raise No(2302, "The contact exists")
        contacts[name] = {"by": self.user, "data": subject}
        made = etree.Element(tag("contact", "creData"), nsmap={"contact": NS["contact"]})
        make(made, "contact:id", name)
        make(made, "contact:crDate", moment(NOW))
        data.append(made)
        return 1000

    def info_contact(self, subject, data):
        name = text(subject, "contact:id").upper()
        found = contacts.get(name)
        if found is None:
            raise No(2303, "There is no such contact")
        if found["by"] != self.user:
            raise No(2201, "It is another's")
        info = etree.Element(tag("contact", "infData"), nsmap={"contact": NS["contact"]})
        make(info, "contact:id", name)
        make(info, "contact:roid", "C1-REG")
        make(info, "contact:status", s="ok")
        for part in ("postalInfo", "voice", "email"):
            for node in found["data"].findall(f"contact:{part}", NS):
                info.append(etree.fromstring(etree.tostring(node)))
        for part, value in (("clID", found["by"]), ("crID", found["by"]), ("crDate", moment(NOW))):
            make(info, f"contact:{part}", value)
        data.append(info)
        return 1000

    def delete_contact(self, subject, data):
        name = text(subject, "contact:id").upper()
        if name not in contacts:
            raise No(2303, "There is no such contact")
        used = any(name in (each["registrant"], *each["people"].values()) for each in domains.values())
        if used:
            raise No(2305, "It is in use")
        del contacts[name]
        return 1000

    # Domains

    def mine(self, name):
        found = domains.get(name)
        if found is None:
            raise No(2303, "There is no such name")
        if found["by"] != self.user:
            raise No(2201, "It is another's")
        return found

    def known(self, *people):
        for each in people:
            if each.upper() not in contacts:
                raise No(2303, f"There is no contact {each}")

    def take_hosts(self, node):
        names = texts(node, "domain:ns/domain:hostObj")
        for name in names:
            if name not in hosts:
                raise No(2303, f"There is no host {name}")
        return names + texts(node, "domain:ns/domain:hostAttr/domain:hostName")

    def create_domain(self, subject, data):
        name = text(subject, "domain:name")
        if name in domains:
            raise No(2302, "The name exists")
        if not name.endswith((".com", ".net")) or name.count(".") != 1:
            raise No(2306, "Not a name of this registry")
        years = int(text(subject, "domain:period") or "1")
        if years > 10:
            raise No(2004, "Ten years at most")
        people = {each.get("type"): each.text.upper() for each in subject.findall("domain:contact", NS)}
        registrant = text(subject, "domain:registrant").upper() or None
        self.known(*people.values(), *([registrant] if registrant else []))
        self.charge(name, "create", years)
        code = text(subject, "domain:authInfo/domain:pw")
        domains[name] = domain(self.user, code, years_after(NOW, years), ns=self.take_hosts(subject),
                               people=people, registrant=registrant)
        if name.startswith("lost-"):
            raise Lost
        made = etree.Element(tag("domain", "creData"), nsmap={"domain": NS["domain"]})
        make(made, "domain:name", name)
        make(made, "domain:crDate", moment(NOW))
        make(made, "domain:exDate", moment(domains[name]["expires"]))
        data.append(made)
        return 1000

    def info_domain(self, subject, data):
        name = text(subject, "domain:name")
        found = domains.get(name)
        if found is None:
            raise No(2303, "There is no such name")
        own = found["by"] == self.user
        info = etree.Element(tag("domain", "infData"), nsmap={"domain": NS["domain"]})
        make(info, "domain:name", name)
        make(info, "domain:roid", "D1-REG")
        if own:
            for status in sorted(found["statuses"]) or ["ok"]:
                make(info, "domain:status", s=status)
            if found["registrant"]:
                make(info, "domain:registrant", found["registrant"])
            for role, contact in found["people"].items():
                make(info, "domain:contact", contact, type=role)
            if found["ns"]:
                ns = make(info, "domain:ns")
                for host in found["ns"]:
                    make(ns, "domain:hostObj", host)
        make(info, "domain:clID", found["by"])
        if own:
            make(info, "domain:exDate", moment(found["expires"]))
            make(make(info, "domain:authInfo"), "domain:pw", found["code"])
            self.tell_keys(found)
            if found["rgp"] and NS["rgp"] in self.spoken:
                make(self.add("rgp:infData"), "rgp:rgpStatus", s=found["rgp"])
        data.append(info)
        return 1000

    def update_domain(self, subject, data):
        found = self.mine(text(subject, "domain:name"))
        if self.said("rgp:update") is not None:
            return self.restore(text(subject, "domain:name"), found)
        self.change_keys(found)
        if "clientUpdateProhibited" in found["statuses"]:
            raise No(2304, "It is locked")
        for part, add in (("rem", False), ("add", True)):
            node = subject.find(f"domain:{part}", NS)
            if node is None:
                continue
            for host in self.take_hosts(node):
                if add == (host in found["ns"]):
                    raise No(2306, f"{host} is there already, or not at all")
                found["ns"].append(host) if add else found["ns"].remove(host)
            for each in node.findall("domain:contact", NS):
                role, contact = each.get("type"), each.text.upper()
                self.known(contact)
                if add:
                    found["people"][role] = contact
                elif found["people"].pop(role, None) != contact:
                    raise No(2306, "It is not its contact")
            for each in node.findall("domain:status", NS):
                found["statuses"].add(each.get("s")) if add else found["statuses"].discard(each.get("s"))
        registrant = text(subject, "domain:chg/domain:registrant")
        if registrant:
            self.known(registrant)
            found["registrant"] = registrant.upper()
        found["code"] = text(subject, "domain:chg/domain:authInfo/domain:pw") or found["code"]
        return 1000

    def restore(self, name, found):
        restore = self.said("rgp:update/rgp:restore")
        report = restore.get("op") == "report"
        if found["rgp"] != ("pendingRestore" if report else "redemptionPeriod"):
            raise No(2304, "It is not to be restored")
        if report:
            found["rgp"] = None
            found["statuses"].discard("pendingDelete")
            return 1000
        self.charge(name, "restore", 1)
        found["rgp"] = "pendingRestore"
        if name.startswith("lost-"):
            raise Lost
        make(self.add("rgp:upData"), "rgp:rgpStatus", s="pendingRestore")
        return 1000

    def renew_domain(self, subject, data):
        name = text(subject, "domain:name")
        found = self.mine(name)
        if text(subject, "domain:curExpDate") != found["expires"].date().isoformat():
            raise No(2004, "The name expires on another day")
        if "pendingDelete" in found["statuses"]:
            raise No(2105, "Restore it first")
        years = int(text(subject, "domain:period") or "1")
        later = years_after(found["expires"], years)
        if later > years_after(NOW, 10):
            raise No(2105, "Ten years at most")
        self.charge(name, "renew", years)
        found["expires"] = later
        done = etree.Element(tag("domain", "renData"), nsmap={"domain": NS["domain"]})
        make(done, "domain:name", name)
        make(done, "domain:exDate", moment(later))
        data.append(done)
        return 1000

    def transfer_domain(self, subject, op, data):
        name = text(subject, "domain:name")
        found = domains.get(name)
        if found is None:
            raise No(2303, "There is no such name")
        if op == "request":
            if found["by"] == self.user:
                raise No(2002, "It is yours already")
            if found["transfer"] and found["transfer"][0] == "pending":
                raise No(2300, "A transfer is under way")
            if text(subject, "domain:authInfo/domain:pw") != found["code"]:
                raise No(2202, "The code is wrong")
            self.charge(name, "transfer", int(text(subject, "domain:period") or "1"))
            found["transfer"] = ("pending", self.user, found["by"])
        elif not found["transfer"]:
            raise No(2301, "There was no transfer")
        self.tell_transfer(name, data)
        return 1001 if op == "request" else 1000

    def tell_transfer(self, name, data):
        status, asks, gives = domains[name.lower()]["transfer"]
        done = etree.Element(tag("domain", "trnData"), nsmap={"domain": NS["domain"]})
        for part, value in (("name", name), ("trStatus", status), ("reID", asks), ("reDate", moment(NOW)),
                            ("acID", gives), ("acDate", moment(NOW))):
            make(done, f"domain:{part}", value)
        data.append(done)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        # Whoever breaks a connection off is no fault of the registry.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


authority = trustme.CA()
authority.cert_pem.write_to_path(sys.argv[1])
CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
authority.issue_cert("localhost").configure_cert(CONTEXT)
server = Server(("127.0.0.1", 0), Session)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
# Ends with the test that holds the other end of this pipe.
sys.stdin.read()
