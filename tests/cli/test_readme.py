"""The README's console blocks: what they show is what the program prints, to the letter."""
import re
import shlex
import unittest

from support import ROOT, CommandLine

PROGRAM = 'build/release/hotline '


class Readme(CommandLine):
    def test_shown_output_is_real(self) -> None:
        text = (ROOT / 'README.md').read_text(encoding='utf-8')
        blocks = re.findall(r'^```console\n(.*?)^```', text, re.MULTILINE | re.DOTALL)
        self.assertGreaterEqual(len(blocks), 2)
        for block in blocks:
            command, _, shown = block.partition('\n')
            self.assertTrue(command.startswith('$ ' + PROGRAM), command)
            words = shlex.split(command[len('$ ' + PROGRAM):])
            with self.subTest(command):
                self.assertEqual(self.good(*words, cwd=ROOT), shown)

    def test_shown_scenario_is_the_file(self) -> None:
        text = (ROOT / 'README.md').read_text(encoding='utf-8')
        block = re.search(r'^```json\n(.*?)^```', text, re.MULTILINE | re.DOTALL)
        self.assertEqual(block.group(1), (ROOT / 'scenarios/examples/tiny.json').read_text(encoding='utf-8'))


if __name__ == '__main__':
    unittest.main()
