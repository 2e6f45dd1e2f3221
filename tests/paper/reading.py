"""Read a PDF back far enough to see its pages and what a screen reader is told, without a program for it."""

import re
import zlib


def unpacked(pdf: bytes) -> bytes:
    """Return the file followed by its packed streams in clear."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"\n".join(zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x")


def n_pages(clear: bytes) -> int:
    return len(re.findall(rb"/Type/Page\b(?!s)", clear))


def alternatives(clear: bytes) -> list[str]:
    """Return the text alternatives of the pictures, once each, in the order of the file."""
    coded = re.findall(rb"/Alt ?<FEFF([0-9A-F]*)>", clear)
    plain = re.findall(rb"/Alt ?\(((?:[^()\\]|\\.)*)\)", clear)
    found = [bytes.fromhex(one.decode()).decode("utf-16-be") for one in coded] + [
        one.decode("latin-1") for one in plain
    ]
    return list(dict.fromkeys(found))
