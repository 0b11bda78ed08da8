# Drives a Nagad with nagadpy: PORT. Prints how many calls it made.
import json
import sys
import urllib.request

from nagadpy import NagadPayment, NagadPaymentVerify

base = f"http://127.0.0.1:{sys.argv[1]}"
keys = json.load(urllib.request.urlopen(f"{base}/keys"))


def payment(**changes):
    known = {
        "base_url": f"{base}/api/dfs", "merchant_id": keys["merchant"], "private_key": keys["pkcs1"],
        "public_key": keys["public"], "callback_url": "https://us.example/back",
        "client_ip_address": "192.0.2.1"}
    return NagadPayment(**{**known, **changes})


done = payment().checkout_process("10.50", "7Hsdk")
assert done["status"] == "Success" and done["callBackUrl"].startswith("https://"), done
reference = done["callBackUrl"].rsplit("/", 1)[1]
verify = NagadPaymentVerify(f"{base}/api/dfs").verify_payment
assert verify(reference)["status"] == "OrderInitiated", verify(reference)
body = json.dumps({"becomes": {reference: "Success"}}).encode()
urllib.request.urlopen(urllib.request.Request(f"{base}/control", data=body))
found = verify(reference)
assert (found["statusCode"], found["amount"], found["orderId"]) == ("000", "10.50", "7Hsdk"), found
for wrong in [lambda: payment().checkout_process("10.50", "7Hsdk"),
              lambda: payment(merchant_id="1").checkout_process("10.50", "8Hsdk")]:
    try:
        wrong()
    except Exception as error:
        assert "400" in str(error), error
    else:
        raise AssertionError("it is refused")
assert verify("none")["reason"] == "Bad Request"
print("8 calls")
