"""What is installed can be used: a program is built on the library by pkg-config or find_package alone, and run."""
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from support import BUILD, COMPILER, PROGRAM, ROOT, SANITIZE, CommandLine

PACKAGE = ROOT / 'tests/package'


class Install(CommandLine):
    def command(self, *arguments: str, **more) -> str:
        run = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, check=False, **more)
        self.assertEqual(run.returncode, 0, (arguments, run.stdout, run.stderr))
        return run.stdout

    def setUp(self) -> None:
        super().setUp()
        first, self.prefix = self.folder / 'first', self.folder / 'moved'
        self.command('cmake', '--install', BUILD, '--prefix', first)
        first.rename(self.prefix)

    def uses(self, program: Path) -> None:
        self.assertIn('"hotline_result"', self.command(program, self.scenario()))

    def test_all_is_there(self) -> None:
        for part in ('bin/hotline', 'include/hotline/sim.h', 'share/hotline/scenarios/jilin/upgrade-demo.json',
                     'share/doc/hotline/architecture.md'):
            self.assertTrue((self.prefix / part).is_file(), part)
        if (BUILD / 'hotline-viz').exists():
            self.assertTrue((self.prefix / 'bin/hotline-viz').is_file())
        self.assertRegex(self.command(self.prefix / 'bin/hotline', 'version'), r'\Ahotline \d')

    def test_pkg_config(self) -> None:
        described = [path.parent for path in self.prefix.rglob('hotline.pc')]
        self.assertEqual(len(described), 1)
        env = {**os.environ, 'PKG_CONFIG_PATH': str(described[0])}
        for options in ([], ['--static']):
            with self.subTest(options):
                flags = self.command('pkg-config', *options, '--cflags', '--libs', 'hotline', env=env).split()
                program = self.folder / 'use'
                self.command(COMPILER, '-std=c17', PACKAGE / 'use.c', *flags, '-o', program)
                self.uses(program)

    def test_find_package(self) -> None:
        build = self.folder / 'build'
        self.command('cmake', '-S', PACKAGE, '-B', build, f'-DCMAKE_PREFIX_PATH={self.prefix}',
                     f'-DCMAKE_C_COMPILER={COMPILER}')
        self.command('cmake', '--build', build)
        self.uses(build / 'use')

    def test_manual(self) -> None:
        """A page for each command, without faults, that knows all options of --help and nothing of the day."""
        if 'HELP2MAN-NOTFOUND' in (BUILD / 'CMakeCache.txt').read_text(encoding='utf-8'):
            self.skipTest('built without help2man')
        listed = re.search(r'\nCommands:\n(.*?)\n\n', self.good('--help'), re.S)[1]
        programs = {'hotline': [PROGRAM], **{f'hotline-{name}': [PROGRAM, name]
                                             for name in re.findall(r'^  (\w+)', listed, re.M)}}
        self.assertGreater(len(programs), 9)
        if (BUILD / 'hotline-viz').exists():
            programs['hotline-viz'] = [BUILD / 'hotline-viz']
        pages = {path.stem: path for path in (self.prefix / 'share/man/man1').iterdir()}
        self.assertEqual(sorted(pages), sorted(programs))
        for name, path in pages.items():
            with self.subTest(name):
                self.assertIn(f'\n.TH {name.upper()} 1 "" "hotline ', path.read_text(encoding='utf-8'))
                shown = self.page(path)
                for heading in ('NAME', 'SYNOPSIS', 'DESCRIPTION', 'EXIT STATUS', 'EXAMPLES', 'SEE ALSO'):
                    self.assertRegex(shown, rf'(?m)^{heading}$')
                self.assertRegex(shown, rf'(?m)^NAME\n +{name} - [^\n]')
                said = self.command(*programs[name], '--help')
                self.assertEqual(set(re.findall(r'--[a-z-]+', said)) - set(re.findall(r'--[a-z-]+', shown)), set())

    def page(self, path: Path) -> str:
        """A manual page as it is shown; whatever shows it must not warn."""
        for shows in (['groff', '-man', '-ww', '-Tascii', '-P', '-cbou'],
                      ['man', '--warnings', '-E', 'ascii', '-l']):
            if shutil.which(shows[0]):
                run = subprocess.run([*shows, str(path)], capture_output=True, text=True, check=False,
                                     env={**os.environ, 'MANWIDTH': '80', 'PAGER': 'cat'})
                self.assertEqual((run.returncode, run.stderr), (0, ''))
                return run.stdout
        return self.skipTest('neither groff nor man to show it')

    def test_nothing_points_back(self) -> None:
        for path in self.prefix.rglob('*'):
            if path.suffix in ('.cmake', '.pc'):
                text = path.read_text(encoding='utf-8')
                self.assertNotIn(str(ROOT), text, path)
                self.assertNotIn(str(self.folder), text, path)

    def test_shown_program_is_the_tested_one(self) -> None:
        text = (ROOT / 'docs/library.md').read_text(encoding='utf-8')
        self.assertIn((PACKAGE / 'use.c').read_text(encoding='utf-8'), text)
        self.assertIn((PACKAGE / 'CMakeLists.txt').read_text(encoding='utf-8'), text)


if __name__ == '__main__':
    if SANITIZE:
        print(f'skipped: a program built without {SANITIZE} cannot use a library built with it ({ROOT.name})')
        sys.exit(77)
    unittest.main()
