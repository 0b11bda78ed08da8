"""Calls every method of the Python client whmcs-api-client against a running server.

That client is generated from a description of the WHMCS API and checks each answer against its
types. Usage: whmcs_client_tour.py URL IDENTIFIER SECRET. Prints one line per method; any surprise
ends it.
"""

import inspect
import json
import sys
import time
import types
import urllib.error
import urllib.parse
import urllib.request

import whmcs_client

NONCE = f'{time.time_ns():x}'[-8:]
# Its types of these answers are not those of real servers: `orderid` is a number, amounts are text.
LOOSE = {'add_order', 'get_affiliates', 'get_clients_domains', 'get_tld_pricing'}
# A method for an action that WHMCS does not have.
INVENTED = {'get_invoices_details'}


Fields = types.SimpleNamespace


class Watched:
    """The client itself; every method that returns is noted and printed."""

    def __init__(self, url, identifier, secret):
        self.url = url
        host = url.removesuffix('/api.php')
        configuration = whmcs_client.Configuration(host=host)
        self.client = whmcs_client.DefaultApi(whmcs_client.ApiClient(configuration))
        self.login = {'username': identifier, 'password': secret, 'responsetype': 'json'}
        self.seen = set()

    def __getattr__(self, name):
        method = getattr(self.client, name)

        def watched(**named):
            if name in LOOSE:
                raw = getattr(self.client, f'{name}_without_preload_content')
                data = raw(**self.login, **named).data
                answer = json.loads(data, object_hook=lambda fields: Fields(**fields))
            else:
                answer = method(**self.login, **named)
            if name not in self.seen:
                print(f'whmcs_client.{name}')
            self.seen.add(name)
            equal(getattr(answer, 'result', 'success'), 'success', name)
            return answer

        return watched

    def call(self, action, **form):
        """An action for which the client has no method."""
        form = urllib.parse.urlencode({**self.login, 'action': action, **form}).encode()
        with urllib.request.urlopen(self.url, form) as response:
            return json.load(response)

    def unseen(self):
        methods = inspect.getmembers(whmcs_client.DefaultApi, inspect.isfunction)
        ends = ('_with_http_info', '_without_preload_content')
        names = {name for name, _ in methods if not name.startswith('_')}
        return {name for name in names if not name.endswith(ends)} - self.seen - INVENTED


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f'{what}: expected {expected!r}, found {found!r}')


def only(rows, what):
    equal(len(rows), 1, f'number of {what}')
    return rows[0]


def people(api):
    email = f'open-{NONCE}@example.com'
    client = api.add_client(
        firstname='Olga', lastname='Open', email=email, address1='1 Main Street', city='Springfield',
        state='IL', postcode='62701', country='US', phonenumber='+1.5555550100',
        password2='a longer password', noemail=True,
    ).clientid
    api.update_client(clientid=client, companyname='Open Ltd')
    details = api.get_clients_details(clientid=client)
    equal(details.client.email, email, 'address')
    found = api.get_clients(search=email)
    equal(only(found.clients.client, 'clients').id, client, 'found client')
    api.affiliate_activate(userid=client)
    rows = api.get_affiliates(userid=client).affiliates.affiliate
    equal(int(only(rows, 'affiliates').clientid), client, 'affiliate')
    return client


def shelf(api):
    """Names ending in .info are on sale."""
    try:
        api.call('ActivateModule', moduleType='registrar', moduleName='sandbox')
    except urllib.error.HTTPError:
        pass  # It is active already.
    api.call(
        'CreateOrUpdateTLD', extension='.info', currency_code='USD', auto_registrar='sandbox',
        **{'register[1]': '21.00', 'renew[1]': '22.00', 'transfer[1]': '20.00'},
    )


def orders(api, client):
    gateway = api.get_payment_methods().paymentmethods.paymentmethod[0].module
    equal(api.get_currencies().currencies.currency[0].id, 1, 'first currency')
    product = next(row for row in api.get_products().products['product'] if row['type'] != 'other')
    shelf(api)
    prices = api.get_tld_pricing()
    equal(getattr(prices.pricing.info.register, '1'), '21.00', 'price of a name')
    name = f'open-{NONCE}.info'
    equal(api.domain_whois(domain=name).status, 'available', 'free name')
    order = api.add_order(
        clientid=client, paymentmethod=gateway, pid=[product['pid']], billingcycle=['monthly'],
        domain=[name], domaintype=['register'], regperiod=[1],
    )
    placed = only(api.get_orders(id=order.orderid).orders['order'], 'orders')
    equal((placed['id'], placed['status']), (order.orderid, 'Pending'), 'order')
    bill = only(api.get_invoices(userid=client).invoices['invoice'], 'invoices')
    equal((bill['id'], bill['status']), (order.invoiceid, 'Unpaid'), 'invoice')
    services = api.get_clients_products(clientid=client).products['product']
    equal(only(services, 'services')['pid'], product['pid'], 'product of the service')
    domain = only(api.get_clients_domains(clientid=client).domains.domain, 'domains')
    equal(domain.domainname, name, 'domain')
    api.get_transactions(clientid=client)
    names(api, domain)
    extra = api.add_order(
        clientid=client, paymentmethod=gateway, pid=[product['pid']], billingcycle=['monthly'],
    )
    api.cancel_order(orderid=extra.orderid)
    api.delete_order(orderid=extra.orderid)


def names(api, domain):
    api.call('DomainRegister', domainid=domain.id)
    servers = {'ns1': 'ns1.example.net', 'ns2': 'ns2.example.net'}
    api.domain_update_nameservers(domainid=int(domain.id), **servers)
    found = api.domain_get_nameservers(domainid=int(domain.id))
    equal({key: getattr(found, key) for key in servers}, servers, 'name servers')


def main():
    api = Watched(*sys.argv[1:4])
    client = people(api)
    orders(api, client)
    equal(api.unseen(), set(), 'methods not called')
    print(f'{len(api.seen)} methods')


main()
