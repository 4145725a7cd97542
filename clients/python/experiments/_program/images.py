"""Pictures as PNG files, with nothing but the standard library."""
from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any, List, Sequence, Tuple

_SIGNATURE = b"\x89PNG\r\n\x1a\n"

# The number of values of a pixel, and PNG's number for it: grey, grey and alpha, RGB, RGBA.
_COLOUR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}


def save_png(image: Any, file: Path) -> None:
    """Writes a picture as a PNG file.

    :param image: a figure of matplotlib, an image of PIL, or values from 0 to 255 as an array or nested lists: rows,
        columns, and if there are more than grey, 2 to 4 values for each pixel (RGB is 3).
    """
    if hasattr(image, "savefig"):
        image.savefig(str(file), format="png")
    elif hasattr(image, "save") and hasattr(image, "mode"):
        image.save(str(file), format="PNG")
    else:
        file.write_bytes(encode(*_pixels(image)))


def encode(data: bytes, height: int, width: int, values: int) -> bytes:
    """Returns a PNG file of 8 bits per value.

    :param data: the values, row by row.
    :param values: the number of values of each pixel, 1 to 4.
    """
    row = width * values
    # Each row begins with the number of its filter, 0 for none.
    rows = b"".join(b"\0" + data[at:at + row] for at in range(0, height * row, row))
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[values], 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _pixels(image: Any) -> Tuple[bytes, int, int, int]:
    if hasattr(image, "detach"):  # torch
        image = image.detach().cpu().numpy()
    if hasattr(image, "tobytes") and hasattr(image, "shape"):  # numpy, or a memoryview
        kind = str(getattr(image, "dtype", getattr(image, "format", "")))
        if kind not in ("uint8", "B"):
            raise TypeError(f"an image needs values of the type uint8, 0 to 255, and not {kind}: scale and convert it")
        return (image.tobytes(), *_shape(tuple(image.shape)))
    if not isinstance(image, (list, tuple)):
        raise TypeError(
            f"an image is an array of uint8, nested lists, an image of PIL or a figure of matplotlib, and not "
            f"{type(image).__name__}")
    lengths = _lengths(image)
    shape = _shape(lengths)
    try:
        return (bytes(_flat(image, len(lengths))), *shape)
    except (ValueError, TypeError):
        raise ValueError("an image needs rows of equal lengths with whole numbers from 0 to 255") from None


def _shape(shape: Tuple[int, ...]) -> Tuple[int, int, int]:
    height, width, values = shape if len(shape) == 3 else (*shape, 1) if len(shape) == 2 else (0, 0, 0)
    if values not in _COLOUR_TYPES or not height or not width:
        raise ValueError(f"an image has the shape (height, width) or (height, width, 1 to 4), and not {shape}")
    return height, width, values


def _lengths(image: Sequence[Any]) -> Tuple[int, ...]:
    shape: List[int] = []
    while isinstance(image, (list, tuple)):
        shape.append(len(image))
        if not image:
            break
        image = image[0]
    return tuple(shape)


def _flat(image: Sequence[Any], depth: int) -> List[int]:
    if depth <= 1:
        return list(image)
    if len({len(part) for part in image}) != 1:
        raise ValueError
    return [value for part in image for value in _flat(part, depth - 1)]
