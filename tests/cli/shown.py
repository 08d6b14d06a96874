"""Documents that show files and commands: both are taken from their text and tried, in its order.

A file is a block of `json` that follows a line beginning with its name in backquotes. A `console` block holds
commands, each behind "$ ", and what each prints on standard output and standard error; the line "..." stands for
lines left out. A command must succeed, unless the next one is "echo $?".
"""
import os
import re
import shlex
import subprocess
import unittest
from pathlib import Path
from typing import List, NamedTuple, Optional, Tuple

from support import BUILD, DONE

LEFT_OUT = '...\n'
EXIT_CODE = 'echo $?'


class Command(NamedTuple):
    line: int
    text: str
    output: str


class File(NamedTuple):
    line: int
    name: str
    text: str


class Document:
    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding='utf-8')
        self.name = path.name
        self.steps: List[object] = []  # Command and File, as they stand
        for block in re.finditer(r'(?P<before>[^\n]*)\n+```(?P<kind>\w*)\n(?P<text>.*?)^```$', text, re.M | re.S):
            line = text.count('\n', 0, block.start('text')) + 1
            if block['kind'] == 'json':
                self.steps.append(File(line, self._file_name(block['before'], line), block['text']))
            elif block['kind'] == 'console':
                self.steps.extend(commands(block['text'], line))

    def _file_name(self, before: str, line: int) -> str:
        named = re.match(r'`([^`]+)`', before)
        if not named:
            raise ValueError(f'{self.name}:{line}: the line before the block must begin with `the file\'s name`')
        return named[1]


def commands(block: str, line: int) -> List[Command]:
    """The commands of a console block that begins in that line."""
    found: List[Command] = []
    for offset, text in enumerate(block.splitlines(keepends=True)):
        if text.startswith('$ '):
            found.append(Command(line + offset, text[2:].rstrip('\n'), ''))
        elif found:
            found[-1] = found[-1]._replace(output=found[-1].output + text)
        else:
            raise ValueError(f'line {line}: a console block must begin with "$ "')
    return found


def matches(shown: str, printed: str) -> bool:
    """Whether `printed` is what is shown, where a line "..." stands for one or more lines."""
    parts = ['(?:[^\n]*\n)+' if line == LEFT_OUT else re.escape(line) for line in shown.splitlines(keepends=True)]
    return re.fullmatch(''.join(parts), printed) is not None


class Shell:
    """Runs commands one by one as a reader would type them, each knowing the exit code of the one before."""

    def __init__(self, folder: Path, replaced: Optional[Tuple[str, str]] = None) -> None:
        self.folder = folder
        self.replaced = replaced  # the path of the programs as a document has it, and what it is here
        self.code = DONE

    def run(self, command: str) -> str:
        text = command.replace(*self.replaced) if self.replaced else command
        run = subprocess.run(['sh', '-c', f'(exit {self.code}); {text}'], cwd=self.folder, text=True, check=False,
                             timeout=120, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env={**os.environ, 'PATH': f'{BUILD}{os.pathsep}{os.environ["PATH"]}'})
        self.code = run.returncode
        return run.stdout


def follow(test: unittest.TestCase, document: Document, shell: Shell, written: bool) -> None:
    """Walks through a document: writes the files that it shows, or compares those that are there, and runs its
    commands."""
    test.maxDiff = None
    for at, step in enumerate(document.steps):
        place = f'{document.name}:{step.line}'
        if isinstance(step, File):
            path = shell.folder / step.name
            if written:
                path.write_text(step.text, encoding='utf-8')
            else:
                test.assertEqual(step.text, path.read_text(encoding='utf-8'), place)
            continue
        printed = shell.run(step.text)
        if not matches(step.output, printed):
            test.assertEqual(step.output, printed, f'{place}: {step.text}')
        next_text = getattr(document.steps[at + 1], 'text', '') if at + 1 < len(document.steps) else ''
        if next_text != EXIT_CODE:
            test.assertEqual(shell.code, DONE, f'{place}: {step.text}')


def programs_of(path: str) -> Tuple[str, str]:
    """For a document that calls the programs by `path`."""
    return path, shlex.quote(str(BUILD)) + '/'
