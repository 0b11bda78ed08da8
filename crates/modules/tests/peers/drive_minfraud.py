# Asks a minFraud with MaxMind's own library, which checks every question before it sends it: PORT,
# and a JSON list of questions on standard input. Prints how many it asked and refused.
import json
import sys

from minfraud import webservice
from minfraud.errors import (
    AuthenticationError,
    InsufficientFundsError,
    InvalidRequestError,
    PermissionRequiredError,
)

# The library always speaks TLS; the fake does not.
webservice._SCHEME = "http"
host = f"127.0.0.1:{sys.argv[1]}"
client = webservice.Client(42, "license-key", host=host)
asked = refused = 0
for question in json.load(sys.stdin):
    answer = client.score(question)
    assert 0 < answer.risk_score < 99 and answer.id, answer
    asked += 1
try:
    client.score({"billing": {"country": "Greece"}})
except InvalidRequestError:
    refused += 1
for key, error in [
    ("another", AuthenticationError),
    ("", AuthenticationError),
    ("broke", InsufficientFundsError),
    ("elsewhere", PermissionRequiredError),
]:
    try:
        webservice.Client(42, key, host=host).score({"device": {"ip_address": "192.0.2.7"}})
    except error:
        refused += 1
print(f"{asked} asked, {refused} refused")
