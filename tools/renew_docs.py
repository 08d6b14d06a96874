#!/usr/bin/env python3
"""Puts into a document what its commands print now, after a change of results. Read the difference: text that speaks of
the figures is not renewed, and of an output that is shown in part each line is replaced by the one most like it.

usage: renew_docs.py BUILD-FOLDER [README.md | docs/tutorial.md]...
"""
import difflib
import os
import sys
import tempfile
from pathlib import Path
from typing import Iterator, List

ROOT = Path(__file__).resolve().parent.parent
os.environ.update(HOTLINE_SOURCE_DIR=str(ROOT), HOTLINE_BUILD_DIR=str(Path(sys.argv[1]).resolve()))
sys.path[:0] = [str(ROOT / 'tests/cli')]

from shown import LEFT_OUT, Command, Document, File, Shell, matches, programs_of  # noqa: E402


def renewed(shown: str, printed: str) -> Iterator[str]:
    """The lines of `printed` that take the place of those of `shown`, in order."""
    lines = shown.splitlines(keepends=True)
    if LEFT_OUT not in lines:
        yield printed
        return
    left: List[str] = printed.splitlines(keepends=True)
    for line in lines:
        if line == LEFT_OUT:
            yield line
            continue
        best = max(range(len(left)), key=lambda i: difflib.SequenceMatcher(None, line, left[i]).ratio() - i * 1e-6)
        yield left[best]
        del left[:best + 1]


def renew(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        is_tutorial = path.name == 'tutorial.md'
        shell = Shell(Path(folder)) if is_tutorial else Shell(ROOT, programs_of('build/release/'))
        lines = path.read_text(encoding='utf-8').splitlines(keepends=True)
        shift = 0
        for step in Document(path).steps:
            if isinstance(step, File) and is_tutorial:
                (shell.folder / step.name).write_text(step.text, encoding='utf-8')
            elif isinstance(step, Command):
                printed, begin = shell.run(step.text), step.line + shift
                if not matches(step.output, printed):
                    old = len(step.output.splitlines())
                    new = ''.join(renewed(step.output, printed)).splitlines(keepends=True)
                    lines[begin:begin + old] = new
                    shift += len(new) - old
        path.write_text(''.join(lines), encoding='utf-8')


for name in sys.argv[2:]:
    renew(Path(name))
