"""A voice script: offer the menu to the caller, send the link on a yes. `python ivr.py +33651580955 3654`."""

import os
import sys

from dialonce_sdk import DialOnce

caller, called = sys.argv[1:]
keys = {"client_id": os.environ["DIALONCE_CLIENT_ID"], "client_secret": os.environ["DIALONCE_CLIENT_SECRET"]}
with DialOnce(os.environ["DIALONCE_URL"], **keys) as service:
    service.log("call-start", caller, called)
    if service.is_eligible(caller, called):
        yes = input("Press 1 to go on by your phone's screen: ") == "1"
        service.log("answer-get-sms" if yes else "answer-no-sms", caller, called)
        sent = yes and service.request_service(caller, called)
        sys.stdout.write("The link is on its way.\n" if sent else "Please hold the line.\n")
    service.log("call-end", caller, called)
