"""A mail server that asks for TLS and a password. Arguments: where to write its authority, and where to
write each mail it takes, as a line of JSON. Prints its port."""

import asyncio
import json
import ssl
import sys

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def note(**what):
    with open(sys.argv[2], "a") as mails:
        print(json.dumps(what), file=mails)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 No such person"
        if address.startswith("later@"):
            return "451 4.3.0 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        note(
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            tls=session.ssl is not None,
            user=session.auth_data,
            data=envelope.content.decode("utf-8"),
        )
        return "250 OK"


def authenticator(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"hostler", b"s3cret")
    return AuthResult(success=good, handled=False, auth_data="hostler")


async def main():
    authority = trustme.CA()
    authority.cert_pem.write_to_path(sys.argv[1])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    loop = asyncio.get_running_loop()

    def session():
        return SMTP(
            Handler(),
            hostname="localhost",
            tls_context=context,
            require_starttls=True,
            authenticator=authenticator,
            auth_required=True,
            loop=loop,
        )

    server = await loop.create_server(session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Ends with the test that holds the other end of this pipe.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
