"""Builds the package for pip (PEP 517), with nothing but the standard library."""
from __future__ import annotations

import base64
import hashlib
import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any, Dict

_HERE = Path(__file__).resolve().parent
_FIXED_TIME = (2020, 1, 1, 0, 0, 0)


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Any = None) -> str:
    """Writes a wheel, and returns its name."""
    folder = f"experiments-{_version()}.dist-info"
    files = _package()
    files[f"{folder}/METADATA"] = _metadata()
    files[f"{folder}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: experiments\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    files[f"{folder}/RECORD"] = (record + f"{folder}/RECORD,,\n").encode()
    name = f"experiments-{_version()}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _FIXED_TIME)
            entry.external_attr = 0o644 << 16
            wheel.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return name


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """Writes an archive of the sources, and returns its name."""
    root = f"experiments-{_version()}"
    files = _package()
    files["PKG-INFO"] = _metadata()
    for name in ("README.md", "packing.py", "pyproject.toml"):
        files[name] = (_HERE / name).read_bytes()
    with tarfile.open(Path(sdist_directory) / f"{root}.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"{root}/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return f"{root}.tar.gz"


def _package() -> Dict[str, bytes]:
    paths = sorted((_HERE / "experiments").rglob("*.py")) + [_HERE / "experiments" / "py.typed"]
    return {path.relative_to(_HERE).as_posix(): path.read_bytes() for path in paths}


def _version() -> str:
    found: Dict[str, str] = {}
    exec((_HERE / "experiments" / "_version.py").read_text("utf-8"), found)
    return found["VERSION"]


def _metadata() -> bytes:
    return (
        f"Metadata-Version: 2.1\nName: experiments\nVersion: {_version()}\nRequires-Python: >=3.9\nLicense: MIT\n"
        "Summary: Trials that report, and sweeps that are asked and changed, from Python\n"
        "Provides-Extra: pandas\nRequires-Dist: pandas; extra == 'pandas'\n"
        "Description-Content-Type: text/markdown\n\n").encode() + (_HERE / "README.md").read_bytes()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
