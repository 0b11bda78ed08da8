# A Nagad in memory, with keys of its own and the cryptography of other people: prints its port.
# It ends when its input does. GET /keys tells the keys that a merchant has, POST /control does what happens on Nagad's pages.
# "drive_nagad.py" says whether it is one.
import base64
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

MERCHANT = "683002007104225"
ours = rsa.generate_private_key(public_exponent=65537, key_size=2048)
merchants = rsa.generate_private_key(public_exponent=65537, key_size=2048)
orders, mishaps, asked = {}, [], []


def private(form):
    pem = merchants.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return pem.decode()


def bare(pem):
    return "".join(line for line in pem.splitlines() if not line.startswith("-----"))


def keys():
    public = ours.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    return {
        "merchant": MERCHANT,
        "pkcs1": bare(private(serialization.PrivateFormat.TraditionalOpenSSL)),
        "pkcs8": private(serialization.PrivateFormat.PKCS8),
        "public": bare(public),
    }


class No(Exception):
    pass


def unsealed(body):
    try:
        plain = ours.decrypt(base64.b64decode(body["sensitiveData"]), padding.PKCS1v15())
        signature = base64.b64decode(body["signature"])
        merchants.public_key().verify(signature, plain, padding.PKCS1v15(), hashes.SHA256())
        return json.loads(plain)
    except (InvalidSignature, KeyError, ValueError) as error:
        raise No(f"cannot be read: {error!r}")


def sealed(inner):
    plain = json.dumps(inner).encode()
    return {
        "sensitiveData": base64.b64encode(merchants.public_key().encrypt(plain, padding.PKCS1v15())).decode(),
        "signature": base64.b64encode(ours.sign(plain, padding.PKCS1v15(), hashes.SHA256())).decode(),
    }


def initialise(merchant, order, body):
    inner = unsealed(body)
    if merchant != MERCHANT or inner["merchantId"] != merchant or inner["orderId"] != order:
        raise No("Merchant or order is not the one that is asked for")
    if len(order) > 20 or not order.isalnum() or any(each["order"] == order for each in orders.values()):
        raise No("Invalid order")
    if len(inner["datetime"]) != 14 or body["dateTime"] != inner["datetime"] or len(inner["challenge"]) != 40:
        raise No("Invalid time or challenge")
    reference = f"MDYxMzE5MDI{len(orders) + 1:04}"
    orders[reference] = {"order": order, "challenge": f"ch{len(orders)}", "status": "Initiated", "amount": None}
    return sealed({
        "acceptDateTime": inner["datetime"], "paymentReferenceId": reference,
        "challenge": orders[reference]["challenge"]})


def complete(reference, body):
    inner, known = unsealed(body), orders.get(reference)
    if known is None or inner["orderId"] != known["order"] or inner["challenge"] != known["challenge"]:
        raise No("Invalid payment reference or challenge")
    if inner["currencyCode"] != "050" or inner["merchantId"] != MERCHANT or float(inner["amount"]) <= 0:
        raise No("Invalid amount")
    if not body["merchantCallbackURL"].startswith("http"):
        raise No("Invalid address")
    known.update(amount=inner["amount"], status="OrderInitiated", more=body.get("additionalMerchantInfo"))
    return {"callBackUrl": f"https://payment.mynagad.com/check-out/{reference}", "status": "Success"}


def verify(reference):
    known = orders.get(reference)
    if known is None:
        raise No("No payment has this reference")
    found = {
        "merchantId": MERCHANT, "orderId": known["order"], "paymentRefId": reference,
        "amount": known["amount"], "status": known["status"], "statusCode": "00_0000_000",
        "issuerPaymentRefNo": None, "additionalMerchantInfo": json.dumps(known.get("more"))}
    if known["status"] == "Success":
        found.update(statusCode="000", issuerPaymentRefNo=f"7{reference[-4:]}XYZ")
    return found


class Desk(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def reply(self, status, body):
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        parts = self.path.strip("/").split("/")
        if parts == ["keys"]:
            return self.reply(200, keys())
        if parts == ["orders"]:
            return self.reply(200, orders)
        if parts == ["asked"]:
            return self.reply(200, asked)
        self.carried_out(parts, {})

    def do_POST(self):
        length = int(self.headers["content-length"])
        body, parts = json.loads(self.rfile.read(length)), self.path.strip("/").split("/")
        if parts == ["control"]:
            mishaps.extend(body.get("mishaps", []))
            for reference, status in body.get("becomes", {}).items():
                orders[reference]["status"] = status
            return self.reply(200, {})
        self.carried_out(parts, body)

    def carried_out(self, parts, body):
        kind = " ".join(parts[2:4])
        asked.append([self.command, kind, sorted(body), sorted(
            name.lower() for name in self.headers if name.lower().startswith("x-km-"))])
        mishap = mishaps.pop(0) if mishaps and mishaps[0]["at"] == kind else None
        if mishap and mishap["how"] == "down":
            return self.reply(503, {})
        try:
            match parts:
                case ["api", "dfs", "check-out", "initialize", merchant, order]:
                    said = (200, initialise(merchant, order, body))
                case ["api", "dfs", "check-out", "complete", reference]:
                    said = (200, complete(reference, body))
                case ["api", "dfs", "verify", "payment", reference]:
                    said = (200, verify(reference))
                case _:
                    said = (404, {"reason": "Not Found", "message": "There is nothing"})
        except No as no:
            said = (400, {"reason": "Bad Request", "message": str(no), "devMessage": "x"})
        self.reply(*((502, {}) if mishap else said))


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
print(server.server_port, flush=True)
server.serve_forever()
