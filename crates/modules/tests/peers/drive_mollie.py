# Drives a Mollie with Mollie's own client: PORT KEY PAYMENT FIRST, two payments that were paid, the
# latter as the first of a customer. Prints how many calls it made.
import sys

from mollie.api.client import Client
from mollie.api.error import ResponseError

port, key, paid, given = sys.argv[1:]
client = Client(api_endpoint=f"http://127.0.0.1:{port}")
client.set_api_key(key)
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def refuses(status, attempt):
    try:
        attempt()
    except ResponseError as error:
        assert error.status == status, error
        return did(error)
    raise AssertionError(f"{status} expected")


wanted = {
    "amount": {"currency": "EUR", "value": "10.00"},
    "description": "Order 1",
    "redirectUrl": "https://us.example/back",
    "webhookUrl": "https://us.example/hook",
    "metadata": {"key": "k"},
}
made = did(client.payments.create(wanted))
assert made.is_open() and made.checkout_url.endswith(made.id), made
assert made.metadata == {"key": "k"}, made
bad = refuses(422, lambda: client.payments.create({**wanted, "amount": {"currency": "EUR", "value": "10"}}))
assert bad.field == "amount", bad
refuses(404, lambda: client.payments.get("tr_none"))
payment = did(client.payments.get(paid))
assert payment.is_paid(), payment
refund = did(payment.refunds.create({"amount": {"currency": "EUR", "value": "4.00"}, "description": "r", "metadata": {"key": "k"}}))
assert refund.is_pending() and refund.amount["value"] == "4.00", refund
refuses(422, lambda: payment.refunds.create({"amount": {"currency": "EUR", "value": "6.01"}, "description": "r", "metadata": {"key": "k"}}))
second = did(payment.refunds.create({"amount": {"currency": "EUR", "value": "1.00"}, "description": "r", "metadata": {"key": "l"}}))
newest = did(payment.refunds.list(limit=1))
assert [each.id for each in newest] == [second.id] and newest.has_next(), newest
following = did(payment.refunds.list(limit=250, **{"from": refund.id}))
assert [each.id for each in following] == [refund.id] and not following.has_next(), following
did(payment.refunds.list(limit=250))
everyones = did(client.refunds.list(limit=250))
assert [each.id for each in everyones][:2] == [second.id, refund.id], everyones
assert everyones[0].payment_id == payment.id, everyones[0]
assert [each.id for each in did(client.methods.list())] == ["ideal"]

customer = did(client.customers.create({"email": "ann@example.com", "metadata": {"client": "k|1"}}))
assert customer.email == "ann@example.com" and customer.metadata == {"client": "k|1"}, customer
first = did(client.payments.create({**wanted, "sequenceType": "first", "customerId": customer.id}))
assert first.is_open() and first.has_sequence_type_first(), first
refuses(422, lambda: client.payments.create({**wanted, "sequenceType": "first"}))
given = client.payments.get(given)
mandate = did(given.get_mandate())
assert mandate.is_valid() and mandate.details["cardNumber"] == "6787", mandate
later = {name: wanted[name] for name in ("amount", "description", "webhookUrl", "metadata")}
later |= {"sequenceType": "recurring", "customerId": given.customer_id, "mandateId": mandate.id}
payment = did(client.payments.create(later))
assert payment.is_paid() and payment.has_sequence_type_recurring() and not payment.checkout_url, payment
newest = did(client.payments.list(limit=1))
assert [each.id for each in newest] == [payment.id] and newest.has_next(), newest
following = did(client.payments.list(limit=250, **{"from": given.id}))
assert following[0].id == given.id and not following.has_next(), following
mandates = customer.mandates
mandates._customer.update({"id": given.customer_id})
did(mandates.delete(mandate.id))
refuses(410, lambda: mandates.delete(mandate.id))
refuses(422, lambda: client.payments.create(later))
print(calls, "calls")
