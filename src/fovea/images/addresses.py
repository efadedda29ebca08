"""Which addresses a stranger's URL may lead to: the ones anybody on the Internet could reach, and no other.

The standard library's ``is_global`` differs between Python versions and knows neither translated addresses
nor clouds, so the list is here, from the IANA special-purpose registries (RFC 6890 and its successors).
"""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv6Address
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

_NOT_GLOBAL_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network; Linux connects 0.0.0.0 to itself
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and one cloud's metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's host, public only by its number
        "169.254.0.0/16",  # link-local, and most clouds' metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnels
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
#: Everything outside is loopback, mapped, translated (NAT64), unique local, link-local, multicast or unassigned.
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_NOT_GLOBAL_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the old 6bone
        "3fff::/20",  # documentation
    )
)


def is_global(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_GLOBAL_4)
    if address.scope_id or address not in _GLOBAL_6 or any(address in network for network in _NOT_GLOBAL_6):
        return False
    # ISATAP (RFC 5214) hides an IPv4 address behind 0000:5efe or 0200:5efe.
    return (int(address) >> 32) & 0xFDFF_FFFF != 0x5EFE
