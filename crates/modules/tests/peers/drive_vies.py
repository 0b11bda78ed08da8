# Asks VIES with the client library of others: PORT, the number asked for, the number of who asks.
# Prints `yes` or `no` and the name, or `unknown`.
import sys

import ambolt_vies

port, number, requester = sys.argv[1:]
ambolt_vies.BASE = f"http://127.0.0.1:{port}"
try:
    said = ambolt_vies.check_vat(number, requester=requester, include_details=True, retries=0)
    print("yes" if said["valid"] else "no", said.get("name", ""))
except ambolt_vies.ViesError:
    print("unknown")
