# Asks a FraudRecord with the client library of others: PORT, name, mail address, phone, address on
# the network. Prints points, reports and the code of the report.
import sys
import types

# The library speaks with the validation of earlier days.
import pydantic.v1

sys.modules["pydantic"] = types.ModuleType("pydantic")
sys.modules["pydantic"].__dict__.update(vars(pydantic.v1))
from fraudrecord import model, query

port, name, email, phone, ip = sys.argv[1:]
model.ENDPOINT = f"http://127.0.0.1:{port}/api/?"
answer = query.query("abcdef0123456789", name=name, email=email, phone=phone, ip=ip)
print(answer.total_points, answer.total_reports, answer.report_url.rsplit("=", 1)[1])
