"""A real browser without a window, and what it can tell of a page: contrast, width, weight, what it refused to load."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
PATIENCE = 30
"""Seconds that a page may take on a busy machine."""

_STILL = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--lang=en",
    "--disable-dev-shm-usage",
)  # fmt: skip


def find_programs() -> tuple[str, str]:
    """Return a browser and its driver; where none has to be there the test is skipped, with the reason."""
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), "") or next(
        (place for place in _PLACES if Path(place).is_file()), ""
    )
    driver = shutil.which("msedgedriver" if "edge" in browser.lower() else "chromedriver") or ""
    if browser and driver:
        return browser, driver
    words = "No Chrome, Chromium or Edge with its driver is here; `wop.py test --all` as root on Debian installs them."
    release = Path("/etc/os-release")
    debian = release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
    if debian and os.geteuid() == 0:
        pytest.fail(words)
    pytest.skip(words)


@contextmanager
def a_browser(profile: Path) -> Iterator[WebDriver]:
    """Start a browser with an empty profile; it asks nobody for anything but the pages it is sent to."""
    browser, driver = find_programs()
    os.environ["SE_OFFLINE"], os.environ["SE_AVOID_STATS"] = "true", "true"
    options: Any = webdriver.EdgeOptions() if "edge" in browser.lower() else webdriver.ChromeOptions()
    options.binary_location = browser
    for word in (*_STILL, f"--user-data-dir={profile}"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if "edge" in browser.lower() or sys.platform == "win32":
        options.add_argument("--disable-features=msEdgeWelcomePage")
    opened = webdriver.Chrome(options=options, service=Service(driver))
    try:
        opened.set_page_load_timeout(60)
        yield opened
    finally:
        opened.quit()


def complaints(browser: WebDriver) -> list[str]:
    """Return what the browser complained of since it was last asked, such as what the page's policy forbade."""
    return [str(each["message"]) for each in browser.get_log("browser")]  # type: ignore[attr-defined,unused-ignore]  # Chrome has it


def look(browser: WebDriver, *, dark: bool = False, width: int = 1100) -> None:
    """Look at pages in the light or the dark, on a screen of some width."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def come_to(browser: WebDriver, heading: str) -> None:
    """Wait until the page with this heading has come."""
    found = WebDriverWait(browser, PATIENCE, ignored_exceptions=[WebDriverException])
    found.until(lambda _browser: browser.find_element(By.TAG_NAME, "h1").text == heading, heading)


def read(browser: WebDriver, words: str) -> None:
    """Wait until these words can be read on the page."""
    found = WebDriverWait(browser, PATIENCE, ignored_exceptions=[WebDriverException])
    found.until(lambda _browser: words in browser.find_element(By.TAG_NAME, "body").text, words)


def press(browser: WebDriver, *keys: str) -> None:
    """Press keys, wherever the focus is."""
    webdriver.ActionChains(browser).send_keys(*keys).perform()


def tab_to(browser: WebDriver, name: str) -> None:
    """Press Tab until the part with this name has the focus; each stop on the way has to show that it has it."""
    for _stop in range(80):
        press(browser, Keys.TAB)
        here = browser.switch_to.active_element
        if here.tag_name == "body":
            continue
        shown = browser.execute_script(_FOCUS, here)
        assert shown, f"the focus cannot be seen on {here.get_attribute('outerHTML')}"
        if name in (here.accessible_name, here.text):
            return
    raise AssertionError(f"Tab never came to “{name}”")


def weight(browser: WebDriver) -> int:
    """Return how many bytes the page and what it loaded have."""
    return int(browser.execute_script(_WEIGHT))


def hard_to_read(browser: WebDriver) -> list[str]:
    """Return texts and borders of fields with too little contrast (WCAG AA), with their ratio."""
    return list(browser.execute_script(_CONTRAST))


def too_small(browser: WebDriver) -> list[str]:
    """Return buttons and fields under 24 pixels."""
    return list(browser.execute_script(_SMALL))


_FOCUS = """
const style = getComputedStyle(arguments[0]);
return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
"""

_WEIGHT = """
const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
return all.reduce((sum, each) => sum + each.decodedBodySize + 400, 0);
"""

_SMALL = """
return [...document.querySelectorAll('button, input:not([type=hidden], [hidden]), select, nav a, a.button')]
  .filter(each => { const box = each.getBoundingClientRect(); return box.height < 24 || box.width < 24; })
  .map(each => each.outerHTML);
"""

_CONTRAST = """
const channels = text => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map(each => {
  const part = each / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}).reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
const ratio = (one, other) => {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const ground = part => {
  for (let at = part; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const found = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const part = walk.currentNode.parentElement, style = getComputedStyle(part);
  if (!walk.currentNode.textContent.trim() || !part.getClientRects().length) continue;
  const size = parseFloat(style.fontSize);
  const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
  const is = ratio(channels(style.color), ground(part));
  if (is < least) found.push(`${walk.currentNode.textContent.trim()}: ${is.toFixed(2)}`);
}
for (const field of document.querySelectorAll('input:not([type=hidden], [hidden]), select')) {
  const is = ratio(channels(getComputedStyle(field).borderTopColor), ground(field.parentElement));
  if (is < 3) found.push(`${field.id}: border ${is.toFixed(2)}`);
}
return found;
"""
