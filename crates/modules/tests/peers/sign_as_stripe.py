# Signs bodies (standard input, a JSON list) as Stripe's own library does: SECRET TIME -> a header
# per line.
import json
import sys

import stripe

secret, time = sys.argv[1], int(sys.argv[2])
for body in json.load(sys.stdin):
    signature = stripe.WebhookSignature._compute_signature(f"{time}.{body}", secret)
    header = f"t={time},v1={signature}"
    # The library accepts what it made, so the vector is one of Stripe's.
    stripe.WebhookSignature.verify_header(body, header, secret, tolerance=None)
    print(header)
