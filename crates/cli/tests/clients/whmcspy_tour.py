"""Calls every method of the Python client whmcspy against a running server and looks at the answers.

Usage: whmcspy_tour.py URL IDENTIFIER SECRET. Prints one line per method; any surprise ends it.
"""

import datetime
import inspect
import sys
import time

import whmcspy

TODAY = datetime.date.today()
NONCE = f'{time.time_ns():x}'[-8:]


class Watched:
    """The client itself; every method that returns is noted and printed."""

    def __init__(self, *arguments):
        self.client = whmcspy.WHMCS(*arguments)
        self.seen = set()

    def __getattr__(self, name):
        method = getattr(self.client, name)

        def watched(*arguments, **named):
            answer = method(*arguments, **named)
            if inspect.isgenerator(answer):
                answer = list(answer)
            if name not in self.seen:
                print(f'whmcspy.{name}')
            self.seen.add(name)
            return answer

        return watched

    def unseen(self):
        methods = inspect.getmembers(whmcspy.WHMCS, inspect.isfunction)
        return {name for name, _ in methods if not name.startswith('_')} - self.seen


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f'{what}: expected {expected!r}, found {found!r}')


def refused(expected, method, *arguments, **named):
    try:
        answer = method(*arguments, **named)
    except whmcspy.Error as error:
        equal(str(error), expected, 'refusal')
        return error
    raise AssertionError(f'expected the refusal {expected!r}, found {answer!r}')


def soon(rows):
    """The first answer that is not empty: somebody works on it right now."""
    until = time.monotonic() + 20
    while True:
        found = rows()
        if found or time.monotonic() > until:
            return found
        time.sleep(0.02)


def only(rows, what):
    equal(len(rows), 1, f'number of {what}')
    return rows[0]


def join(api):
    email = f'pyrrha-{NONCE}@tour.example'
    client = api.add_client(
        'Pyrrha', 'O\'Neill & Søn', email, '1 Quay Street', 'Galway', 'Galway', 'H91 AK57', 'IE',
        '91 555 010', 'correct horse', currency=1, noemail=True)
    details = api.call('GetClientsDetails', clientid=client, stats=True)
    equal(details['client']['lastname'], 'O\'Neill & Søn', 'last name')
    equal(details['email'], email, 'e-mail at the top level')
    equal(details['client']['status'], 'Active', 'status')
    refused('A user already exists with that email address', api.add_client,
            'Pyrrha', 'Again', email, '1 Quay Street', 'Galway', 'Galway', 'H91 AK57', 'IE',
            '91 555 010', 'correct horse')
    return client


def sell(api):
    """A product of the tour, and the prices of an ending of names."""
    product = api.add_product(
        f'Tour {NONCE}', 1, type='hostingaccount', paytype='recurring', module='sandbox',
        autosetup='', **{'pricing[1][monthly]': '9.00', 'pricing[1][msetupfee]': '1.50'})
    shown = only(api.call('GetProducts', pid=product)['products']['product'], 'products')
    equal(shown['pricing']['USD']['monthly'], '9.00', 'monthly price')
    equal(shown['pricing']['USD']['msetupfee'], '1.50', 'setup fee')
    equal(shown['pricing']['USD']['annually'], '-1.00', 'a cycle that is not offered')
    refused('You must supply a valid Product Group ID', api.add_product, 'Nowhere', 999999)

    try:
        api.call('ActivateModule', moduleType='registrar', moduleName='sandbox')
    except whmcspy.Error as error:
        equal(str(error), 'Failed to activate: Module already active', 'refusal')
    api.call('CreateOrUpdateTLD', extension='.net', currency_code='USD', auto_registrar='sandbox',
             **{'register[1]': '14.95', 'renew[1]': '15.95', 'transfer[1]': '13.95'})
    prices = api.get_tld_pricing()
    equal(prices['currency']['code'], 'USD', 'currency')
    equal(prices['pricing']['net']['register']['1'], '14.95', 'price of a name')

    for server in api.get_servers(fetchStatus=False):
        assert server['name'] and server['module'], server
    return product


def order_and_pay(api, client, product):
    placed = api.add_order(
        client, products=[{'id': product, 'domain': f'{NONCE}.example'}],
        billingcycle=['monthly'], noemail=True, noinvoiceemail=True)
    order, invoice, service = placed['orderid'], placed['invoiceid'], int(placed['serviceids'])
    equal(placed['productids'], placed['serviceids'], 'both names of the services')

    found = only(api.get_orders(id=order), 'orders')
    equal((found['status'], found['amount'], found['userid']), ('Pending', '10.50', client), 'order')
    line = only(found['lineitems']['lineitem'], 'lines of the order')
    equal(line['domain'], f'{NONCE}.example', 'domain')

    bill = api.get_invoice(invoice)
    equal((bill['status'], bill['total'], bill['balance']), ('Unpaid', '10.50', '10.50'), 'invoice')
    api.add_transaction(
        'banktransfer', userid=client, invoiceid=invoice, transid=f'tour-{NONCE}',
        amountin='10.50', fees='0.10', date=TODAY.strftime('%d/%m/%Y'), description='Wire')
    bill = api.get_invoice(invoice)
    equal((bill['status'], bill['balance']), ('Paid', '0.00'), 'paid invoice')
    paid = only(api.get_transactions(invoiceid=invoice), 'transactions')
    equal((paid['amountin'], paid['fees'], paid['transid']), ('10.50', '0.10', f'tour-{NONCE}'),
          'transaction')
    equal(api.get_transactions(transid=f'none-{NONCE}'), [], 'transactions of nobody')
    refused('Transaction ID must be Unique', api.add_transaction, 'banktransfer', userid=client,
            transid=f'tour-{NONCE}', amountin='1.00')

    equal(api.accept_order(order, autosetup=False, sendemail=False)['result'], 'success', 'accept')
    equal(only(api.get_orders(id=order), 'orders')['status'], 'Active', 'accepted order')
    refused('The order status must be in Cancelled or Fraud to be deleted', api.delete_order, order)
    return service


def look_after(api, client, product, service):
    api.module_create(service)
    equal(only(api.get_clients_products(True, product, clientid=client), 'services')['status'],
          'Active', 'service')
    equal(api.get_clients_products(False, clientid=client), [], 'inactive services')
    until = TODAY + datetime.timedelta(days=40)
    api.update_client_product(service, nextduedate=until, notes='By the tour',
                              recurringamount='8.25')
    found = only(api.get_clients_products(None, serviceid=service), 'services')
    equal((found['nextduedate'], found['recurringamount'], found['notes']),
          (str(until), '8.25', 'By the tour'), 'updated service')
    refused('Service ID not found', api.module_create, 99999999)


def change_of_mind(api, client, product):
    placed = api.add_order(client, products=[{'id': product, 'domain': f'b-{NONCE}.example'}],
                           billingcycle=['monthly'], noinvoice=True, noemail=True)
    order = placed['orderid']
    api.cancel_order(order, noemail=True)
    equal(only(api.get_orders(id=order), 'orders')['status'], 'Cancelled', 'cancelled order')
    api.pending_order(order)
    equal(only(api.get_orders(id=order), 'orders')['status'], 'Pending', 'order again')
    api.cancel_order(order, noemail=True)
    api.delete_order(order)
    equal(api.get_orders(id=order), [], 'deleted order')
    refused('Order ID not found', api.delete_order, order)


def names(api, client):
    name = f'tour-{NONCE}.net'
    api.add_order(client, domains=[name], regperiod=[1], noemail=True, noinvoiceemail=True)
    # This client sends a price of 0.00, which is paid at once, so that the name is registered.
    domain = only(soon(lambda: api.get_clients_domains(True, clientid=client)), 'domains')
    equal((domain['domainname'], domain['regtype'], domain['firstpaymentamount']),
          (name, 'Register', '0.00'), 'domain at the price of the order')
    equal(api.get_clients_domains(False, clientid=client), [], 'domains that are not active')
    domain.update(recurringamount='11.00', notes='Kept', donotrenew='1')
    answer = api.update_client_domain(domain)
    equal(int(answer['domainid']), int(domain['id']), 'updated domain')
    again = only(api.get_clients_domains(None, domain=name), 'domains')
    equal((again['recurringamount'], again['notes'], str(again['donotrenew'])),
          ('11.00', 'Kept', '1'), 'domain')
    equal(again['paymentmethod'], 'banktransfer', 'payment method, sent back by its shown name')


def talk(api, client):
    subject = f'From the tour {NONCE}'
    api.open_ticket(1, subject, 'Line one\nLine two <b>&amp;</b>', clientid=client,
                    priority='High', noemail=True)
    ticket = only(api.get_tickets(clientid=client), 'tickets')
    equal((ticket['subject'], ticket['priority'], ticket['status']), (subject, 'High', 'Open'),
          'ticket')
    whole = api.call('GetTicket', ticketid=ticket['id'])
    equal(whole['replies']['reply'][0]['message'], 'Line one\nLine two <b>&amp;</b>', 'message')
    refused('Department ID not found', api.open_ticket, 999, 'x', 'y', clientid=client)

    before = api.call('GetEmails', clientid=client)['totalresults']
    api.send_email(customtype='general', customsubject='Hello {$client_first_name}',
                   custommessage='<p>Good morning</p>', id=client)
    sent = api.call('GetEmails', clientid=client)
    equal(int(sent['totalresults']), int(before) + 1, 'number of e-mails')
    assert 'Hello Pyrrha' in [email['subject'] for email in sent['emails']['email']], sent
    refused('Email Template not found', api.send_email, messagename='No such', id=client)


def pages(api):
    for action, rows, row in (('GetClients', 'clients', 'client'), ('GetOrders', 'orders', 'order'),
                              ('GetInvoices', 'invoices', 'invoice')):
        answers = api.paginated_call(action, limitnum=20)
        ids = [found['id'] for answer in answers for found in answer[rows][row]]
        equal(len(ids), int(answers[0]['totalresults']), f'rows of {action} on all pages')
        equal(len(set(ids)), len(ids), f'different rows of {action}')
    skipped = api.paginated_call('GetClients', limitstart=10_000_000)
    equal(skipped, [], 'pages past the end')


def strangers(url, identifier):
    wrong = whmcspy.WHMCS(url, identifier, 'wrong')
    error = refused('Authentication Failed', wrong.get_invoice, 1)
    assert isinstance(error, whmcspy.MissingPermission), error


def main(url, identifier, secret):
    api = Watched(url, identifier, secret)
    client = join(api)
    product = sell(api)
    service = order_and_pay(api, client, product)
    look_after(api, client, product, service)
    change_of_mind(api, client, product)
    names(api, client)
    talk(api, client)
    pages(api)
    strangers(url, identifier)
    refused('Invoice ID Not Found', api.get_invoice, 99999999)
    refused('Command Not Found', api.call, 'NoSuchAction')
    equal(api.unseen(), set(), 'methods not called')
    print(f'{len(api.seen)} methods')


if __name__ == '__main__':
    main(*sys.argv[1:])
