"""The tutorial, followed as a newcomer would: its files written in an empty folder, its commands run in their order."""
import re
import unittest

from shown import Command, Document, Shell, follow
from support import ROOT, CommandLine

TUTORIAL = ROOT / 'docs/tutorial.md'


class Tutorial(CommandLine):
    def test_what_is_shown_is_real(self) -> None:
        follow(self, Document(TUTORIAL), Shell(self.folder), written=True)

    def test_each_step_is_tried(self) -> None:
        lines = [step.line for step in Document(TUTORIAL).steps if isinstance(step, Command) and step.output]
        text = TUTORIAL.read_text(encoding='utf-8')
        headings = [(m[1], text.count('\n', 0, m.start()) + 1) for m in re.finditer(r'^## ([^.\n]*)', text, re.M)]
        self.assertEqual([name for name, _ in headings[:10]], [str(i + 1) for i in range(10)])
        for (name, begin), (_, end) in zip(headings[:10], headings[1:]):
            self.assertTrue(any(begin < line < end for line in lines), f'step {name}')


if __name__ == '__main__':
    unittest.main()
