"""A person with a browser who comes in through an identity provider, by the real redirects of both
sides. Arguments: our address, where the way begins there, who logs in at the provider, a page to be
seen in the end. Prints where the person was led to, then that page."""

import faulthandler
import re
import sys
from urllib.parse import urljoin

import requests

# Longest time that the whole way takes, in seconds; then it says where it stands, and ends.
WAY_SECONDS_MAX = 60
DETAILS = {
    "address1": "1 Road",
    "city": "Town",
    "postcode": "12345",
    "country": "US",
    "lastname": "Doe",
}


def fields_of(html):
    found = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            found[name.group(1)] = (value.group(1) if value else "").replace("&#x2f;", "/")
    return found


def main():
    base, start, who, page = sys.argv[1:5]
    session = requests.Session()
    answer = session.get(urljoin(base, start), allow_redirects=False)
    for _ in range(20):
        if answer.is_redirect:
            to = urljoin(answer.url, answer.headers["location"])
            answer = session.get(to, allow_redirects=False)
            continue
        form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
        if 'name="prompt"' in answer.text:
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text).group(1)
            fields = {"prompt": prompt, "login": who, "password": "x"}
        elif answer.url.startswith(urljoin(base, "/register")):
            fields = {**fields_of(answer.text), **DETAILS}
            form = re.search(r'<form[^>]*action="(/register)"', answer.text)
            assert "password" not in fields, "no password is asked for"
        else:
            break
        to = urljoin(answer.url, form.group(1).replace("&#x2f;", "/"))
        answer = session.post(to, data=fields, allow_redirects=False)
    print(answer.status_code, answer.url)
    seen = session.get(urljoin(base, page), allow_redirects=False)
    print(seen.status_code, seen.text)


faulthandler.dump_traceback_later(WAY_SECONDS_MAX, exit=True)
main()
