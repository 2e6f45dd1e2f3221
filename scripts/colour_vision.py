"""Show a picture as people with a colour vision deficiency see it: ``python -m scripts.colour_vision IN OUT``.

Puts normal vision, protanopia, deuteranopia and tritanopia side by side. The matrices are those of Machado, Oliveira &
Fernandes (2009), IEEE Trans Vis Comput Graph 15:1291-1298, at full severity; they hold for linear light.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.float64]

MACHADO: Mapping[str, Pixels] = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def seen(colours: Pixels, vision: str) -> Pixels:
    """Return sRGB colours 0-1, last axis of length 3, as they look to somebody with this vision."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    changed = np.clip(linear @ MACHADO[vision].T, 0, 1)
    return np.asarray(np.where(changed <= 0.0031308, 12.92 * changed, 1.055 * changed ** (1 / 2.4) - 0.055))


def main() -> None:
    """Write the four pictures side by side."""
    source, target = (Path(name) for name in sys.argv[1:3])
    pixels = np.asarray(Image.open(source).convert("RGB"), dtype=np.float64) / 255
    side_by_side = np.concatenate([seen(pixels, vision) for vision in MACHADO], axis=1)
    Image.fromarray((255 * side_by_side).round().astype(np.uint8)).save(target)


if __name__ == "__main__":
    main()
