"""What tests of the server's pages begin with."""

import pytest

from tests.server.visiting import Visitor
from tests.servers import Server


@pytest.fixture
def ruth(server: Server) -> Visitor:
    """The browser of an administrator who is signed in."""
    server.account("ruth", is_admin=True)
    visitor = Visitor(server)
    assert visitor.sign_in("ruth").path == "/admin/people"
    return visitor
