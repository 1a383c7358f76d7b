"""Asks a python3-dbusmock notification daemon what it received, or makes it say what a person did. Usage: bus.py received | signal NAME ID TEXT"""

import json
import sys

import dbus

BUS_NAME = "org.freedesktop.Notifications"
OBJECT = "/org/freedesktop/Notifications"

daemon = dbus.SessionBus().get_object(BUS_NAME, OBJECT)
mock = dbus.Interface(daemon, "org.freedesktop.DBus.Mock")


def received():
    # The template numbers notices in the order they come, and keeps the number of one that replaces another.
    next_id = 1
    for _, arguments in mock.GetMethodCalls("Notify"):
        app, replaces, _, summary, body, actions, hints, timeout = arguments
        notice_id = int(replaces) or next_id
        next_id += 0 if replaces else 1
        yield {
            "id": notice_id,
            "replaces": int(replaces),
            "app": str(app),
            "summary": str(summary),
            "body": str(body),
            "actions": [str(word) for word in actions],
            "hints": {str(name): str(value) for name, value in hints.items()},
            "timeout": int(timeout),
        }


def signal(name, notice_id, argument):
    second = ("s", argument) if name == "ActionInvoked" else ("u", dbus.UInt32(argument))
    mock.EmitSignal(BUS_NAME, name, "u" + second[0], [dbus.UInt32(notice_id), second[1]])


if sys.argv[1] == "received":
    print(json.dumps(list(received())))
else:
    signal(*sys.argv[2:])
