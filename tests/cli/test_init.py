"""Scenarios to begin with."""
import json
import os
import unittest

from support import ROOT, CommandLine

TEMPLATES = ('simple', 'ivr', 'two-sites')


class Init(CommandLine):
    def test_every_template_runs(self) -> None:
        for name in TEMPLATES:
            path = self.folder / f'{name}.json'
            with self.subTest(name):
                said = self.good('init', path, '--template', name)
                self.assertEqual(said, f'{path} is written. Next: hotline run {path}\n')
                self.assertEqual(path.read_text(), (ROOT / f'scenarios/templates/{name}.json').read_text())
                first = self.document('run', path, '-n', 2, '--json')
                self.assertEqual(first['provenance']['scenario'], name)
                self.assertEqual(self.document('run', path, '-n', 2, '--json', '-j', 1), first)
                self.good('compare', path, '-n', 2)

    def test_every_template_explains_itself(self) -> None:
        for name in TEMPLATES:
            text = self.good('init', '-', '--template', name)
            self.assertGreaterEqual(text.count('"notes"'), 3, name)
            self.assertIn('start here', json.loads(text)['notes'])
            self.assertTrue(all(len(line) <= 140 for line in text.splitlines()), name)
        self.assertEqual(self.files(), [])

    def test_default(self) -> None:
        self.assertEqual(self.good('init', cwd=self.folder),
                         'scenario.json is written. Next: hotline run scenario.json\n')
        self.assertEqual(self.files(), ['scenario.json'])
        self.assertEqual(json.loads((self.folder / 'scenario.json').read_text())['name'], 'simple')

    def test_refusals(self) -> None:
        path = self.folder / 'mine.json'
        path.write_text('mine')
        self.refused('init', path, says='mine.json: is there already; give another name')
        self.assertEqual(path.read_text(), 'mine')
        self.refused('init', self.folder / 'no/such.json', says='cannot be written')
        self.refused('init', self.folder / 'x.json', '--template', 'ivrr', says="did you mean 'ivr'?")
        self.refused('init', self.folder / 'x.json', '--template', 'airport',
                     says='there are simple, ivr, two-sites')
        self.refused('init', 'a.json', 'b.json')
        self.assertEqual(self.files(), ['mine.json'])

    def test_what_is_there_stays(self) -> None:
        pipe, link = self.folder / 'pipe', self.folder / 'link'
        os.mkfifo(pipe)
        link.symlink_to('nothing')
        for path in (pipe, link):
            self.refused('init', path, says='is there already')
        self.assertTrue(pipe.is_fifo() and link.is_symlink())
        self.assertEqual(self.files(), ['link', 'pipe'])


if __name__ == '__main__':
    unittest.main()
