"""What pip installs."""
import importlib.util
import os
import subprocess
import sys
import tarfile
import unittest
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import packing

from .scripts import LIMIT, PACKAGE

USE = "import experiments as e; print(e.__version__, e.__file__, e.connect.__module__, e.trial().alone)"


class PackingTests(unittest.TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def used_from(self, path):
        environment = {**os.environ, "PYTHONPATH": str(path)}
        environment.pop("TRIAL_PARAMETERS", None)
        return subprocess.run(
            [sys.executable, "-c", USE], env=environment, cwd=self.folder, capture_output=True, text=True, check=True,
            timeout=LIMIT).stdout

    def test_a_wheel_has_the_package_and_a_record_of_it(self):
        wheel = self.folder / packing.build_wheel(str(self.folder))
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            record = [line.rsplit(",", 2)
                      for line in archive.read(next(n for n in names if n.endswith("RECORD"))).decode().splitlines()]
            self.assertEqual([name for name, _, _ in record], names)
            for name, digest, size in record[:-1]:
                content = archive.read(name)
                self.assertEqual((digest, int(size)), (f"sha256={packing._digest(content)}", len(content)))
        sources = {path.relative_to(PACKAGE).as_posix() for path in (PACKAGE / "experiments").rglob("*.*")
                   if path.suffix in (".py", ".typed")}
        self.assertEqual({name for name in names if name.startswith("experiments/")}, sources)
        self.assertIn(f"{wheel}/experiments/__init__.py experiments._client.client True", self.used_from(wheel))

    def test_an_archive_of_the_sources_is_enough_to_build(self):
        with tarfile.open(self.folder / packing.build_sdist(str(self.folder))) as archive:
            names = {name.split("/", 1)[1] for name in archive.getnames()}
        self.assertTrue({"pyproject.toml", "packing.py", "README.md", "experiments/__init__.py"} <= names, names)

    @unittest.skipUnless(importlib.util.find_spec("pip"), "pip is not installed")
    def test_pip_installs_it_without_a_network(self):
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--no-index", "--quiet", "--disable-pip-version-check",
             "--target", self.folder / "installed", str(PACKAGE)],
            check=True, timeout=LIMIT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.assertIn(f"{self.folder}/installed/experiments/__init__.py", self.used_from(self.folder / "installed"))


if __name__ == "__main__":
    unittest.main()
