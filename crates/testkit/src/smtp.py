"""A mail server for tests, made of python3-aiosmtpd. Usage: smtp.py SETTINGS, in JSON; `smtp.rs` writes them and tells what they mean.

Refusals are asked for by the address: what ends in -452, -550, -421 before the `@` is answered so, and 421 hangs up; what begins with
`contenu-` besides is refused once its mail was heard."""

import asyncio
import base64
import itertools
import json
import logging
import os
import re
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

settings = json.loads(sys.argv[1])
WORDS = {"421": "4.3.2 Service en maintenance", "452": "4.2.2 Boite pleine", "550": "5.1.1 Inconnu ici", "554": "5.7.1 Contenu refuse"}


def refusal(address):
    asked = re.search(r"-([45]\d\d)@", address)
    return asked and f"{asked[1]} {WORDS.get(asked[1], 'Non')}"


def store(maildir, name, content):
    """Written aside, then moved in whole, and the mailbox's owner's."""
    aside, there = (os.path.join(maildir, part, name) for part in ("tmp", "new"))
    with open(aside, "wb") as file:
        file.write(content)
    if os.geteuid() == 0:
        owner = os.stat(os.path.dirname(there))
        os.chown(aside, owner.st_uid, owner.st_gid)
    os.rename(aside, there)


class Desk:
    def __init__(self):
        # Started again, it goes on counting.
        self.numbers = itertools.count(len(os.listdir(os.path.join(settings["mails"], "new"))))

    async def handle_RCPT(self, server, session, envelope, address, options):
        said = None if address.startswith("contenu-") else refusal(address)
        if said and said.startswith("421"):
            # After the answer, which is written before the loop turns.
            server.loop.call_soon(server.transport.close)
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        said = next(filter(None, map(refusal, envelope.rcpt_tos)), None)
        if said:
            return said
        number = next(self.numbers)
        name = f"{1_800_000_000 + number}.M{number}P{os.getpid()}.smtp"
        sent = {"from": envelope.mail_from, "to": envelope.rcpt_tos}
        back = f"Return-Path: <{envelope.mail_from}>\r\n".encode()
        for address in envelope.rcpt_tos:
            if maildir := settings["deliveries"].get(address.lower()):
                store(maildir, name, back + envelope.content)
        store(settings["mails"], name, json.dumps(sent).encode() + b"\n" + envelope.content)
        return "250 2.0.0 OK"

    async def auth_XOAUTH2(self, server, args):
        proof = base64.b64decode(args[1]).decode()
        if proof == f"user={settings['login']}\1auth=Bearer {settings['token']}\1\1":
            return AuthResult(success=True)
        await server.challenge_auth('{"status":"401"}')
        return AuthResult(success=False, handled=False)


def knows(server, session, envelope, mechanism, proof):
    known = (settings["login"].encode(), settings["password"].encode())
    return AuthResult(success=(proof.login, proof.password) == known, handled=False)


async def serve():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings["certificate"], settings["key"])
    desk = Desk()

    def begun(tls_context):
        return lambda: SMTP(
            desk,
            hostname="localhost",
            tls_context=tls_context,
            authenticator=knows,
            auth_required=True,
            # Whether a password is said in plain words is the visitor's affair, which the tests look at.
            auth_require_tls=False,
        )

    loop = asyncio.get_running_loop()
    await loop.create_server(begun(context), "127.0.0.1", settings["port"])
    await loop.create_server(begun(None), "127.0.0.1", settings["tls_port"], ssl=context)
    print("ready", flush=True)
    await asyncio.Event().wait()


logging.basicConfig(level=logging.INFO)
asyncio.run(serve())
