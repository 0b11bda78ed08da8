# Checks the signature of a mail with dkimpy. Standard input: JSON with the mail, the name of the record
# that may be asked for, and what it says. Prints whether the signature holds.
import json
import sys

import dkim

given = json.load(sys.stdin)


def txt(name, timeout=5):
    return given["record"].encode() if name.decode() == given["name"] + "." else None


print(dkim.verify(given["mail"].encode("utf-8"), dnsfunc=txt))
