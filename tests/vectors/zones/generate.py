# SPDX-License-Identifier: MIT
"""Writes posix.txt: what Python's zoneinfo says of zones that are a rule and nothing else; of rules
with a day of the year, what glibc says.

Usage: generate.py > posix.txt"""
import io
import struct
import zoneinfo

from oracle import Oracle, SystemOracle, seconds

RULES = [
    "UTC0",
    "<+0330>-3:30",
    "<-00>0",
    "<+1245>-12:45",
    "LMT0:01:15",
    "XYZ23:59:59",
    "XYZ-23:59:59",
    "XXX3EDT4,0/0,J365/23",  # summer time all year
    "EST5EDT,0/0,J365/25",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST5EDT,M3.2.0,M11.1.0",
    "NST3:30NDT,M3.2.0,M11.1.0",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",  # the south
    "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",  # half an hour
    "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3",  # two hours
    "IST-1GMT0,M10.5.0,M3.5.0/1",  # winter time is the exception
    "IST-2IDT,M3.4.4/26,M10.5.0",  # beyond midnight
    "EET-2EEST,M3.4.4/50,M10.4.4/50",
    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",  # the day before
    "EET-2EEST,M4.5.5/0,M10.5.4/24",
    "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
    "CST5CDT,M3.2.0/0,M11.1.0/1",  # at midnight
    "AAA0BBB,M3.1.1/167,M10.1.1/-167",
    "<+12>-12<+13>,M11.2.0,M1.2.0/123",
]
DAYS_OF_THE_YEAR = [
    "AAA3BBB,J60/2,J300/2",
    "AAA3BBB,59/2,299/2",
    "AAA3BBB,J59/2,J300/2",
    "AAA3BBB,58,299",
    "AAA-3BBB,J1/5,J365/-1",
    "AAA-3BBB,300/2,60/2",
    "AAA3BBB1:30,J100/0,J200/24",
    "AAA3BBB,0/30,364/-30",
]


def zone_of(rule):
    """zoneinfo takes rules from files only: one without transitions."""
    block = struct.pack(">4sc15x6I", b"TZif", b"3", 0, 0, 0, 0, 1, 4) + struct.pack(">iBB", 0, 0, 0) + b"XXX\0"
    return zoneinfo.ZoneInfo.from_file(io.BytesIO(block * 2 + b"\n" + rule.encode() + b"\n"))


print("# Written by generate.py; read by zone_checks.c.")
# glibc has no rules before 1971.
oracles = [(rule, lambda rule: Oracle(zone_of(rule)), 1902) for rule in RULES]
oracles += [(rule, SystemOracle, 1971) for rule in DAYS_OF_THE_YEAR]
for number, (rule, oracle_of, since) in enumerate(oracles):
    oracle = oracle_of(rule)
    lines = oracle.anywhere(number, 40, seconds(since), seconds(2400))
    for begin, end in ((1971, 1973), (1999, 2001), (2099, 2101), (2199, 2200)):
        for change in oracle.changes(seconds(begin), seconds(end), step=86400):
            lines += oracle.around(change)
    print(f"rule {rule}", *lines, sep="\n")
