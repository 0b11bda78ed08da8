# Holds forms against the official library of Stripe, which types every request: a list of
# [path, [[name, value], ...]] on the standard input. Prints how many there were.
import json
import re
import sys
import typing

from stripe import params
from stripe._request_options import RequestOptions

FORMS = {
    "checkout/sessions": params.checkout.SessionCreateParams,
    "customers": params.CustomerCreateParams,
    "payment_intents": params.PaymentIntentCreateParams,
    "payment_intents/*/cancel": params.PaymentIntentCancelParams,
    "payment_intents/*/confirm": params.PaymentIntentConfirmParams,
    "payment_methods/*/detach": params.PaymentMethodDetachParams,
    "refunds": params.RefundCreateParams,
    "setup_intents": params.SetupIntentCreateParams,
    "setup_intents/*/confirm": params.SetupIntentConfirmParams,
}
# The library speaks a later version than we do, in which these have other names.
RENAMED = {"payment_method_types": "allowed_payment_method_types"}


def fits(kind, names, keys, value):
    """Whether a type, in a module with these names, has a place for a value at these keys."""
    if isinstance(kind, (str, typing.ForwardRef)):
        kind = eval(getattr(kind, "__forward_arg__", kind), names)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return not keys and value in inner
    if hasattr(kind, "__required_keys__"):
        # How a request is sent is no part of it.
        known = kind.__annotations__.keys() - RequestOptions.__annotations__.keys()
        names = vars(sys.modules[kind.__module__])
        return bool(keys) and keys[0] in known and fits(kind.__annotations__[keys[0]], names, keys[1:], value)
    if origin is list:
        return bool(keys) and (keys[0] == "" or keys[0].isdigit()) and fits(inner[0], names, keys[1:], value)
    if origin is dict:
        return len(keys) == 1 and fits(inner[1], names, [], value)
    if inner:
        # Words are listed for whoever types them, and any text beside them for what is to come.
        closed = any(typing.get_origin(each) is typing.Literal for each in inner)
        kinds = [each for each in inner if not (closed and each is str)]
        return any(fits(each, names, keys, value) for each in kinds)
    if keys:
        return False
    if kind is bool:
        return value in ("true", "false")
    if kind is int:
        return re.fullmatch(r"-?\d+", value) is not None
    return kind is str


asked = json.load(sys.stdin)
for path, form in asked:
    kind = FORMS[re.sub(r"/[a-z]+_[A-Za-z0-9_]+(?=/|$)", "/*", path.removeprefix("/v1/"))]
    for name, value in form:
        first, *more = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)
        keys = [RENAMED.get(first, first), *more]
        assert fits(kind, {}, keys, value), f"{path}: {name}={value}"
print(len(asked), "forms")
