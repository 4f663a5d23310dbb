# SPDX-License-Identifier: Apache-2.0
"""A second reader of the neutral frame, written from docs/neutral_frame.md and from nothing else.

Reads each .hex of the folder given, and compares with the .jsonl beside it, value by value. A float
is compared as the shortest text of its 32 bits would read, which is the quotient of its units.
"""

import functools
import json
import math
import operator
import pathlib
import struct
import sys
from datetime import datetime, timedelta, timezone

COMMANDS = {1: "login", 2: "status", 3: "resend", 4: "logout", 7: "heartbeat", 8: "time_sync",
            0x81: "set_interval", 0x82: "report_now", 0x83: "restart"}  # fmt: skip
ANSWERS = {1: "accepted", 2: "refused", 3: "out_of_order", 4: "log_in_first"}
FLAGS = ["door_zone", "presence", "mains_power", "safety_chain", "door_lock", "alarm_button",
         "overload"]  # fmt: skip
WORDS = {
    "motion": [None, "stopped", "running"],
    "direction": [None, "none", "up", "down"],
    "door": [None, "closed", "opening", "open", "closing", "ajar"],
    "mode": [None, "normal", "attendant", "inspection", "fire_return", "firefighter",
             "emergency_power", "earthquake", "out_of_service"],  # fmt: skip
}  # fmt: skip
NO_TIME, FIRST, LAST = -(2**63), -62135596800000, 253402300799999
GROUPS = [4, 2, 2, 4, 6, 6, 28]


class Refused(Exception):
    pass


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def said(value, per_unit, unknown):
    return None if value == unknown else value / per_unit


def word(names, code):
    return names[code] if code < len(names) else None


def words(state, data):
    flags, car, mode = struct.unpack(">HBB", data)
    for i, name in enumerate(FLAGS):
        state[name] = {1: False, 2: True}.get(flags >> 2 * i & 3)
    state["motion"] = word(WORDS["motion"], car & 3)
    state["direction"] = word(WORDS["direction"], car >> 2 & 3)
    state["door"] = word(WORDS["door"], car >> 4 & 7)
    state["mode"] = word(WORDS["mode"], mode)


def load(state, data):
    people, tenths = struct.unpack(">Hi", data)
    state["people"] = None if people == 0xFFFF else people
    state["load"] = said(tenths, 10, -(2**31))


def surroundings(state, data):
    noise, vibration, temperature = struct.unpack(">hhh", data)
    state["noise"] = said(noise, 100, -(2**15))
    state["vibration"] = said(vibration, 1000, -(2**15))
    state["temperature"] = said(temperature, 100, -(2**15))


def totals(state, data):
    *counts, run_time, distance = struct.unpack(">IIIqq", data)
    for name, count in zip(["runs", "door_cycles", "rope_bends"], counts):
        state[name] = None if count == 2**32 - 1 else count
    for name, total in [("run_time", run_time), ("distance", distance)]:
        state[name] = total / 1000 if abs(total) <= 2**50 else None


def floor(state, data):
    landing = struct.unpack(">h", data)[0]
    state["floor"] = None if landing == -(2**15) else landing


def speed(state, data):
    state["speed"] = said(struct.unpack(">h", data)[0], 1000, -(2**15))


def fault(data):
    """The fault at the front of the data, and its length."""
    dialect, code, cleared = data[0] & 15, data[0] >> 4 & 7, data[0] >> 7
    size = 1 + dialect + code
    if size > len(data):
        raise Refused("truncated")
    try:
        said_so = {"dialect": data[1 : 1 + dialect].decode(),
                   "code": data[1 + dialect : size].decode()}  # fmt: skip
    except UnicodeDecodeError:
        return None, size
    if cleared:
        said_so["phase"] = "cleared"
    return (said_so if dialect and code else None), size


def moment(millis):
    time = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=millis)
    text = time.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{millis % 1000:03}Z" if millis % 1000 else "Z")


def record(state, time, position, native):
    out = {"lift": "1", "time": moment(time), **state, "fault": native}
    out["position"] = None if position is None else position / 1000
    return {key: value for key, value in out.items() if value is not None}


def observations(body):
    """All records of a status body without its CRC, or none."""
    if len(body) < 72:
        raise Refused("truncated")
    time = struct.unpack_from(">q", body, 6)[0]
    count, first, usual = struct.unpack_from(">BBH", body, 16)
    if time == NO_TIME or not FIRST <= time <= LAST or count == 0:
        raise Refused("missing" if time == NO_TIME else "out_of_range" if count else "bad_value")
    full, rest, state, native = body[20:72], body[72:], {}, None
    floor(state, full[:2]), words(state, full[2:6]), load(state, full[6:12])
    position = struct.unpack_from(">i", full, 12)[0]
    position = None if position == -(2**31) else position
    speed(state, full[16:18]), surroundings(state, full[18:24]), totals(state, full[24:])
    if first & 1:
        native, size = fault(rest)
        rest = rest[size:]
    out = [record(state, time, position, native)]
    heads, rest = rest[: count - 1], rest[count - 1 :]
    if len(heads) < count - 1:
        raise Refused("truncated")
    for head in heads:
        parts = []
        for bit, size in enumerate(GROUPS):
            size = size if head >> bit & 1 else 0
            parts.append(rest[:size])
            rest = rest[size:]
            if len(parts[-1]) < size:
                raise Refused("truncated")
        if parts[0]:
            change = struct.unpack(">h", parts[0][:2])[0]
            position = None if position is None else (position + change + 2**31) % 2**32 - 2**31
            speed(state, parts[0][2:])
        time += struct.unpack(">H", parts[2])[0] if parts[2] else usual
        for part, read in zip(parts[1:2] + parts[3:], [floor, words, load, surroundings, totals]):
            if part:
                read(state, part)
        native = None
        if head >> 7:
            if not rest or rest[0] >> 3:
                raise Refused("unsupported" if rest else "truncated")
            rare, rest = rest[0], rest[1:]
            if rare & 1:
                time, rest = struct.unpack_from(">q", rest)[0], rest[8:]
                if not FIRST <= time <= LAST:
                    raise Refused("out_of_range")
            if rare & 2:
                position, rest = struct.unpack_from(">i", rest)[0], rest[4:]
                position = None if position == -(2**31) else position
            if rare & 4:
                native, size = fault(rest)
                rest = rest[size:]
        out.append(record(state, time, position, native))
    if rest:
        raise Refused("too_long")
    return out


def later(a, b):
    """How far a is behind b, the shorter way round."""
    return (b - a + 2**31) % 2**32 - 2**31


class Link:
    def __init__(self):
        self.next, self.epoch, self.known, self.out, self.id = 0, None, False, [], None

    def feed(self, data):
        at = 0
        while (at := data.find(b"##", at)) >= 0:
            if data[at + 2 : at + 3] == b"#" or len(data) < at + 28:
                at += 1
                continue
            size = struct.unpack_from(">H", data, at + 25)[0]
            end = at + 27 + size
            if size > 4068 or end >= len(data):
                at += 2
                continue
            error = self.unsound(data[at : end + 1])
            if error:
                self.out.append({"error": error[0], "at": at + error[1]})
                at += 2
                continue
            self.take(data[at : end + 1], at)
            at = end + 1

    @staticmethod
    def unsound(frame):
        if functools.reduce(operator.xor, frame[2:-1]) != frame[-1]:
            return "bad_checksum", len(frame) - 1
        body = frame[27:-1]
        if len(body) >= 14 and body[0] == 1 and body[1] & 1:
            if crc32c(frame[2:-5]) != int.from_bytes(frame[-5:-1], "big"):
                return "bad_checksum", len(frame) - 5
        return None

    def refuse(self, code, at):
        self.out.append({"error": code, "at": at})

    def take(self, frame, at):
        command, answer, body = frame[2], frame[3], frame[27:-1]
        if frame[24] != 1:
            return self.refuse("unsupported", at + 24)
        if len(body) < 14:
            return self.refuse("truncated", at + len(frame) - 1)
        version, flags, sequence, time = struct.unpack_from(">BBIq", body)
        if version != 1 or flags & 0xFE:
            self.refuse("unsupported", at + (27 if version != 1 else 28))
            if answer == 0xFE:
                self.answer(command, "refused", sequence)
            return None
        rest = body[14:-4] if flags & 1 else body[14:]
        if answer != 0xFE:
            return self.reply(command, answer, sequence, time, rest)
        if command in (2, 3):
            return self.status(command, sequence, body[:-4] if flags & 1 else body)
        return self.message(command, sequence, frame, rest)

    def reply(self, command, answer, sequence, time, rest):
        next_number = int.from_bytes(rest[:4], "big") if len(rest) >= 4 else 0
        out = {"reply": COMMANDS[command], "answer": ANSWERS[answer], "sequence": sequence,
               "next": next_number}  # fmt: skip
        if time != NO_TIME:
            out["time"] = time
        self.out.append(out)

    def answer(self, command, answer, sequence):
        out = {"receipt": COMMANDS[command], "answer": answer, "sequence": sequence}
        self.out.append(out if command >= 0x80 else {**out, "next": self.next})

    def message(self, command, sequence, frame, rest):
        if command == 1:
            epoch, oldest = struct.unpack_from(">II", rest)
            self.out.append({"login": frame[4:24].rstrip(b"\0").decode()})
            if self.known and self.epoch == epoch:
                self.pass_over(oldest)
            else:
                self.known, self.epoch, self.next = True, epoch, oldest
        elif command == 7:
            self.out.append({"heartbeat": True})
        elif command >= 0x81:
            order = {"order": COMMANDS[command], "sequence": sequence}
            if command == 0x81:
                order["standing"], order["running"] = struct.unpack_from(">II", rest)
            self.out.append(order)
        self.answer(command, "accepted", sequence)

    def pass_over(self, oldest):
        lost = later(self.next, oldest)
        if lost > 0:
            self.out.append({"gap": self.next, "count": lost})
            self.next = oldest

    def status(self, command, sequence, body):
        oldest = (sequence - struct.unpack_from(">H", body, 14)[0]) % 2**32
        if not self.known or later(self.next, sequence) < -65535:
            self.known, self.next = True, oldest
        self.pass_over(oldest)
        if later(self.next, sequence) != 0:
            early = later(self.next, sequence) > 0
            return self.answer(command, "out_of_order" if early else "accepted", sequence)
        self.next = (self.next + 1) % 2**32
        self.out += observations(body)
        return self.answer(command, "accepted", sequence)


def same(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, float) or isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-15)
    return type(a) is type(b) and a == b


def faults_of(vector):
    text = "".join(line.partition(";")[0] for line in vector.read_text().splitlines())
    link = Link()
    link.feed(bytes.fromhex(text))
    wanted = [json.loads(line) for line in vector.with_suffix(".jsonl").read_text().splitlines()]
    for got, want in zip(link.out, wanted):
        if not same(got, want):
            yield f"{vector.name}: {got}\n  instead of {want}"
    if len(link.out) != len(wanted):
        yield f"{vector.name}: {len(link.out)} records instead of {len(wanted)}"


def main():
    vectors = sorted(pathlib.Path(sys.argv[1]).glob("*.hex"))
    faults = [fault for vector in vectors for fault in faults_of(vector)]
    print("\n".join(faults) or f"{len(vectors)} vectors read alike")
    sys.exit(1 if faults or not vectors else 0)


if __name__ == "__main__":
    main()
