"""A calendar that was not written here, asked what it makes of ours: Python's email package takes a
message apart, the icalendar library reads its calendar part, and the caldav library puts the same
bytes into a CalDAV server (Radicale), asks for them back and reads what the server has.

Usage: caldav_client.py URL FILE...  FILE is a message (.eml), in the order sent, or a calendar (.ics).
Prints one JSON object a file, in the same order. The METHOD line is taken out on the way to the
server, as RFC 4791 section 4.1 asks; nothing else of the bytes is touched."""

import email
import email.policy
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import caldav
from icalendar import Calendar

LONDON = ZoneInfo("Europe/London")


def moment(value):
    when = value.dt
    if when.tzinfo is None:
        raise ValueError("a time without a time zone")
    return {
        "utc": when.astimezone(timezone.utc).isoformat(),
        "london": when.astimezone(LONDON).strftime("%Y-%m-%d %H.%M"),
    }


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def person(address):
    said = {name.lower(): str(v) for name, v in address.params.items()}
    return {"address": str(address), **said}


def told(event):
    return {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "begins": moment(event["DTSTART"]),
        "ends": moment(event["DTEND"]),
        "stamp": moment(event["DTSTAMP"]),
        "summary": str(event.get("SUMMARY", "")),
        "place": str(event.get("LOCATION", "")),
        "organizer": [person(o) for o in listed(event.get("ORGANIZER"))],
        "asked": [person(a) for a in listed(event.get("ATTENDEE"))],
        "errors": [str(e) for e in event.errors],
    }


def read(raw):
    calendar = Calendar.from_ical(raw)
    return {
        "method": str(calendar.get("METHOD", "")),
        "every": str(calendar.get("X-PUBLISHED-TTL", "")),
        "name": str(calendar.get("X-WR-CALNAME", "")),
        "errors": [str(e) for e in calendar.errors],
        "events": [told(event) for event in calendar.walk("VEVENT")],
    }


def parts(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    every = list(message.walk())
    inline = [p for p in every if p.get_content_type() == "text/calendar"]
    files = [p for p in every if p.get_content_disposition() == "attachment"]
    if len(inline) != 1 or len(files) != 1:
        raise ValueError("a message has one calendar part, and one file beside it")
    kind = inline[0]["content-type"]
    bytes_of = inline[0].get_payload(decode=True)
    return bytes_of, {
        "to": str(message["to"]),
        "subject": str(message["subject"]),
        "tree": [p.get_content_type() for p in every],
        "type": kind.content_type,
        "params": dict(kind.params),
        "file": files[0].get_filename(),
        "file_is_the_same": files[0].get_payload(decode=True) == bytes_of,
        "defects": [str(d) for p in every for d in p.defects],
    }


def serve(client, calendar, raw):
    ours = read(raw)["events"][0]
    # PUT as it is: the library's own way of keeping an entry would count its SEQUENCE up.
    there = calendar.url.join(ours["uid"].split("@")[0] + ".ics")
    kind = {"Content-Type": "text/calendar; charset=utf-8"}
    answer = client.put(str(there), re.sub(rb"METHOD:[A-Z]+\r\n", b"", raw), kind)
    if answer.status not in (201, 204):
        raise ValueError(f"the server answered {answer.status}")
    begins = datetime.fromisoformat(ours["begins"]["utc"])
    # A REPORT of the hours around it, and the entry by its name.
    found = calendar.date_search(
        begins - timedelta(hours=1), begins + timedelta(hours=1), expand=False
    )
    seen = [e for f in found for e in read(f.data)["events"] if e["uid"] == ours["uid"]]
    one = read(calendar.event_by_uid(ours["uid"]).data)["events"]
    return {"at_that_time": seen, "by_name": one, "entries": len(calendar.events())}


def main(url, files):
    client = caldav.DAVClient(url=url, username="school", password="of no account")
    name = "run-" + datetime.now(timezone.utc).strftime("%H%M%S%f")
    calendar = client.principal().make_calendar(name=name, cal_id=name)
    for path in files:
        with open(path, "rb") as file:
            raw = file.read()
        out = {"message": None}
        if path.endswith(".eml"):
            raw, out["message"] = parts(raw)
        out["calendar"] = read(raw)
        if path.endswith(".eml"):
            out["server"] = serve(client, calendar, raw)
        print(json.dumps(out))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
