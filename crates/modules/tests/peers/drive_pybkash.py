# Drives a bKash with pybkash: PORT USER PASSWORD APP-KEY APP-SECRET PAYMENT, the last of which was
# agreed to. Prints how many calls it made.
import sys

from pybkash import Client, Token
from pybkash.exceptions import APIError

port, user, password, key, secret, agreed = sys.argv[1:]
token = Token(username=user, password=password, app_key=key, app_secret=secret)
token.base_url = f"http://127.0.0.1:{port}"
client = Client(token)
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def refuses(code, attempt):
    try:
        attempt()
    except APIError as error:
        assert code in str(error), error
        return did(None)
    raise AssertionError(f"{code} expected")


made = did(client.create_payment("https://us.example/back", "3", 10.5, invoice_number="7"))
assert made.payment_id in made.bkash_url and "status=success" in made.success_callback, vars(made)
assert did(client.query_payment(made.payment_id)).transaction_status == "Initiated"
refuses("2056", lambda: client.execute_payment(made.payment_id))
refuses("2002", lambda: client.query_payment("TR-none"))
done = did(client.execute_payment(agreed))
assert done.is_complete() and done.trx_id, vars(done)
refuses("2117", lambda: client.execute_payment(agreed))
assert did(client.search_trx(done.trx_id)).currency == "BDT"
refund = did(client.execute_refund(agreed, done.trx_id, 4.5, "sku", "why"))
assert refund.is_complete() and refund.refund_trx_id, vars(refund)
refuses("2034", lambda: client.execute_refund(agreed, done.trx_id, 4.5, "sku", "why"))
print(calls, "calls")
