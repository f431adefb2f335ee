"""Renews the picture of the README: welcome page, terms on a phone, printed sheet."""

from __future__ import annotations

import io
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from find_browser import find_browser

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"
GROUND, EDGE = "#e9e4d8", "#c9c2b0"
WIDTH, HEIGHT = 1600, 900


def screenshots(address: str) -> tuple[Image.Image, Image.Image]:
    """The welcome page at 1280 and the terms at 390 pixels."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        taken = []
        for path, width, height in (("", 1280, 1000), ("terms/#payment.deposit", 390, 844)):
            page = browser.new_context(
                viewport={"width": width, "height": height}, device_scale_factor=2
            ).new_page()
            page.goto(address + path, wait_until="networkidle")
            taken.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
        browser.close()
    return taken[0], taken[1]


def sheet() -> Image.Image:
    """The printed sheet in Spanish."""
    return (
        pypdfium2.PdfDocument(SITE / "print/flyer.es.pdf")[0]
        .render(scale=2)
        .to_pil()
        .convert("RGB")
    )


def composed(welcome: Image.Image, phone: Image.Image, paper: Image.Image) -> Image.Image:
    """The three side by side, the page behind, phone and sheet before it."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    for image, width, place in (
        (welcome, 960, (50, 60)),
        (paper, 490, (1060, 60)),
        (phone, 250, (830, 300)),
    ):
        small = image.resize(
            (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS
        )
        framed = Image.new("RGB", (small.width + 2, small.height + 2), EDGE)
        framed.paste(small, (1, 1))
        picture.paste(framed, place)
    return picture


def main() -> None:
    """Serve the site on this machine, look at it, write the picture."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(SITE))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    picture = composed(*screenshots(f"http://127.0.0.1:{server.server_port}/"), sheet())
    picture.quantize(128).save(ROOT / "docs/pictures/overview.png", optimize=True)
    server.shutdown()


if __name__ == "__main__":
    main()
