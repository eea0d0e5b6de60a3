"""Find laptops on this network (mDNS), and be found by them.

A laptop that shows itself tells its device's id, what it is called and which version it runs; nothing else.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from wopfield.errors import CannotReach
from wopfield.language import _
from wopfield.sync.lan import Address

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, ServiceStateChange, Zeroconf

SERVICE = "_wopfield._tcp.local."
_WAIT_MS = 3000
_MOST_LETTERS = 60
_FORGOTTEN_SECONDS = 120
"""So long others still show a laptop that was switched off without a word."""


@dataclass(frozen=True, slots=True)
class Found:
    """A laptop that shows itself on this network."""

    device: str
    laptop: str
    version: str
    addresses: tuple[Address, ...]


OnFound = Callable[[Sequence[Found]], None]


class Nearby:
    """Looks around until it is closed; ``on_found`` hears, in another thread, of everybody here whenever that changes.

    ``interfaces`` are the addresses of this laptop to look from; None takes all.
    """

    def __init__(self, device: str, on_found: OnFound, interfaces: Sequence[str] | None = None) -> None:
        from zeroconf import InterfaceChoice, ServiceBrowser, Zeroconf

        self._device = device
        self._on_found = on_found
        self._interfaces = interfaces
        self._guard = threading.Lock()
        self._found: dict[str, Found] = {}
        self._own: ServiceInfo | None = None
        try:
            self._zeroconf = Zeroconf(interfaces=list(interfaces) if interfaces else InterfaceChoice.All)
        except OSError as error:
            raise CannotReach(
                _("This laptop is on no network on which others could be found."),
                safe=_("Everything is safe on this laptop."),
                do=_("Join the network the others are on, or use a USB stick."),
            ) from error
        self._browser = ServiceBrowser(self._zeroconf, SERVICE, handlers=[self._heard])

    def show_itself(self, laptop: str, version: str, port: int) -> None:
        """Let others find this laptop."""
        from zeroconf import ServiceInfo

        addresses = list(self._interfaces or addresses_here())
        info = ServiceInfo(
            SERVICE,
            f"{self._device}.{SERVICE}",
            port=port,
            properties={"id": self._device, "name": laptop[:_MOST_LETTERS], "version": version},
            parsed_addresses=addresses or ["127.0.0.1"],
            server=f"{self._device}.local.",
            other_ttl=_FORGOTTEN_SECONDS,
        )
        if self._own is None:
            self._zeroconf.register_service(info, allow_name_change=True)
        else:
            self._zeroconf.update_service(info)
        self._own = info

    def hide(self) -> None:
        """Let others find this laptop no more."""
        if self._own is not None:
            self._zeroconf.unregister_service(self._own)
            self._own = None

    def found(self) -> list[Found]:
        """Return everybody who shows themselves now."""
        with self._guard:
            return sorted(self._found.values(), key=lambda each: (each.laptop.casefold(), each.device))

    def close(self) -> None:
        """Look no more, and hide."""
        self.hide()
        self._browser.cancel()
        self._zeroconf.close()

    # ── what the library calls ───────────────────────────────────────────────────────────────────────────────

    def _heard(self, zeroconf: "Zeroconf", service_type: str, name: str, state_change: "ServiceStateChange") -> None:
        """Note a laptop that came, tells something else of itself, or left."""
        from zeroconf import ServiceStateChange

        seen = None
        if state_change is not ServiceStateChange.Removed:
            info = zeroconf.get_service_info(service_type, name, _WAIT_MS)
            seen = _read(info) if info is not None else None
        with self._guard:
            before = self._found.pop(name, None)
            if seen is not None and seen.device != self._device:
                self._found[name] = seen
            changed = before != self._found.get(name)
        if changed:
            self._on_found(self.found())


def addresses_here() -> list[str]:
    """Return the addresses of this laptop that others may reach, the older kind first."""
    import ifaddr

    here = [each.ip for adapter in ifaddr.get_adapters() for each in adapter.ips]
    found = [ip_address(each if isinstance(each, str) else each[0]) for each in here]
    reachable = [each for each in found if not each.is_loopback and not (each.version == 6 and each.is_link_local)]
    return [str(each) for each in sorted(reachable, key=lambda each: each.version)]


def _read(info: "ServiceInfo") -> Found | None:
    """Return what a laptop tells of itself, as far as it can be shown; None where it tells nothing of use."""
    said = {
        key.decode("utf-8", "replace"): (value or b"").decode("utf-8", "replace")
        for key, value in info.properties.items()
    }
    device, port = said.get("id", ""), info.port or 0
    addresses = tuple(Address(host, port) for host in info.parsed_scoped_addresses())
    if not device or len(device) > 64 or not addresses or not 0 < port < 65536:
        return None
    shown = "".join(sign for sign in said.get("name", "") if sign.isprintable())[:_MOST_LETTERS]
    return Found(device, shown or device[:8], said.get("version", "")[:20], addresses)
