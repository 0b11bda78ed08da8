"""Goes from an address at the provider through its log-in, as a browser would, and prints where it
is sent back to. Arguments: address, who logs in, the beginning of where one comes back."""

import re
import sys
from urllib.parse import urljoin

import requests

# Longest time of one step.
SECONDS = 30


def main():
    address, who, back = sys.argv[1:4]
    session = requests.Session()
    answer = session.get(address, allow_redirects=False, timeout=SECONDS)
    for _ in range(15):
        if answer.is_redirect:
            to = urljoin(answer.url, answer.headers["location"])
            if to.startswith(back):
                print(to)
                return
            answer = session.get(to, allow_redirects=False, timeout=SECONDS)
            continue
        form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
        if not form:
            sys.exit(f"{answer.url} answered {answer.status_code}: {answer.text[:2000]}")
        prompt = re.search(r'name="prompt" value="(\w+)"', answer.text).group(1)
        fields = {"prompt": prompt, "login": who, "password": "x"}
        to = urljoin(answer.url, form.group(1))
        answer = session.post(to, data=fields, allow_redirects=False, timeout=SECONDS)
    sys.exit("the way has no end")


main()
