"""Who may come in over the network: by which address, how many, and what is given to whom."""

import hashlib
import socket
import ssl
from contextlib import suppress

import pytest

from tests.colleagues import Mate, own, pair
from tests.sync.lan_net import HOST, Net, NewMate, past, rate, until
from tests.sync.ratings import rows
from wopfield.errors import NotPaired, WrongAddress
from wopfield.store import colleagues
from wopfield.sync import lan
from wopfield.sync.device import keys_of
from wopfield.sync.lan import Address, Line, read_address
from wopfield.sync.lan_server import Answering
from wopfield.sync.lan_wire import asking_context
from wopfield.sync.nearby import Found, Nearby

NONSENSE = (
    b"GET / HTTP/1.1\r\n\r\n",
    b"w\xff\xff\xff\xff",
    b"w\0\0\0\2[]",
    b'w\0\0\0\x0b{"do":true}',
    b"m\0\0\0\0",
    b"w\0\0\0\x05",
)


def test_who_talks_nonsense_is_let_go_and_the_others_are_served(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, _scope = two
    address = net.at(joost)[0]
    for said in NONSENSE:
        with (
            socket.create_connection((HOST, address.port), timeout=60) as plain,
            asking_context().wrap_socket(plain) as line,
        ):
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            with suppress(ssl.SSLError, OSError):
                while line.recv(1000):
                    pass

    assert net.share(amina, joost).refused == 0


def test_too_many_guests_from_one_address_are_let_go(two: tuple[Mate, Mate, str], net: Net) -> None:
    _amina, joost, _scope = two
    address = net.at(joost)[0]
    guests = [socket.create_connection((HOST, address.port), timeout=60) for _number in range(5)]

    assert guests[-1].recv(1) == b""
    for guest in guests:
        guest.close()


def test_a_piece_is_given_only_where_a_shared_partnership_speaks_of_it(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    (secret,) = joost.files.put(b"a photo of another place")
    stranger = hashlib.sha256(b"nothing").hexdigest()
    net.share(amina, joost)

    with Line(amina.database, amina.knows(joost), net.at(joost)) as line:
        assert line.get_part(scope, secret, 0, 1000) is None
        assert line.get_part("commons", secret, 0, 1000) is None
        assert line.get_part(scope, "../../etc/passwd", 0, 1000) is None
        assert line.missing_pieces(scope, [secret, stranger]) == []
        assert line.put_part(scope, stranger, 0, 7, b"nothing") == 0
        with pytest.raises(NotPaired, match="does not understand"):
            line.missing_pieces(scope, [secret] * 1001)
    assert not joost.files.has(stranger)


@pytest.mark.parametrize("text", ["", ":48290", "a b", "10.0.0.1:0", "10.0.0.1:99999", "10.0.0.1:x"])
def test_an_address_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(WrongAddress, match="no address"):
        read_address(text)


def test_an_address_is_read_with_and_without_its_port() -> None:
    assert read_address("10.0.0.1") == Address("10.0.0.1", lan.PORT)
    assert read_address(" 10.0.0.1:5000 ") == Address("10.0.0.1", 5000)
    assert read_address("[fe80::1]:5000") == Address("fe80::1", 5000)
    assert str(read_address("[fe80::1]:5000")) == "[fe80::1]:5000"


def test_laptops_find_each_other_and_see_who_leaves(new_mate: NewMate) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    here, there = (keys_of(mate.database).device for mate in (amina, joost))
    heard: list[frozenset[str]] = []
    one = Nearby(here, lambda found: heard.append(frozenset(each.device for each in found)), [HOST])
    other = Nearby(there, lambda _found: None, [HOST])
    other.show_itself("Joost’s laptop", "1.0", 5000)

    until(lambda: bool(heard) and there in heard[-1])  # others may be on this network too
    assert Found(there, "Joost’s laptop", "1.0", (Address(HOST, 5000),)) in one.found()
    other.close()
    until(lambda: there not in heard[-1])
    one.close()


def test_a_laptop_whose_sharing_is_paused_is_told_so_and_given_nothing(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)
    with amina.database.write() as connection:
        colleagues.allow(connection, own(joost), False)

    with pytest.raises(NotPaired, match="switched off"):
        net.share(joost, amina)

    with amina.database.write() as connection:
        colleagues.allow(connection, own(joost), True)
    net.share(joost, amina)
    assert rows(joost.database) == rows(amina.database)


def test_a_laptop_is_reached_by_either_kind_of_address(new_mate: NewMate) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    answering = Answering(joost.database, joost.files, port=0)
    hosts = ["127.0.0.1", *(["::1"] if socket.has_dualstack_ipv6() else [])]

    for host in hosts:
        lan.share_with(amina.database, None, amina.knows(joost), [Address(host, answering.port)])

    answering.close()
    assert len(past(amina)) == len(hosts)
