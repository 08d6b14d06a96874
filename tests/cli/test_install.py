"""What is installed can be used: a program is built on the library by pkg-config alone, and run."""
import os
import subprocess
import sys
import unittest

from support import BUILD, COMPILER, ROOT, SANITIZE, CommandLine

SOURCE = r'''
#include <stdio.h>

#include <hotline/experiment.h>
#include <hotline/report.h>

int main(int argc, char **argv) {
    input_error err = {0};
    scenario_file *file = NULL;
    results r;
    const size_t baseline = 0;
    if (argc < 2 || !scenario_load(argv[1], NULL, &file, &err)) {
        input_error_print(&err, stderr);
        return 2;
    }
    experiment e = {.file = file, .schemes = &baseline, .scheme_count = 1, .replications = 2, .seed = 1};
    if (!experiment_run(&e, &r, &err))
        return 3;
    report_options how = {.confidence = 0.95};
    report_json(&r, &how, stdout);
    results_free(&r);
    scenario_file_free(file);
    return 0;
}
'''


class Install(CommandLine):
    def command(self, *arguments: str, **more) -> str:
        run = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, check=False, **more)
        self.assertEqual(run.returncode, 0, (arguments, run.stdout, run.stderr))
        return run.stdout

    def test_installed(self) -> None:
        first, prefix = self.folder / 'first', self.folder / 'moved'
        self.command('cmake', '--install', BUILD, '--prefix', first)
        first.rename(prefix)
        for part in ('bin/hotline', 'include/hotline/sim.h', 'share/hotline/scenarios/jilin/upgrade-demo.json',
                     'share/doc/hotline/architecture.md'):
            self.assertTrue((prefix / part).is_file(), part)
        if (BUILD / 'hotline-viz').exists():
            self.assertTrue((prefix / 'bin/hotline-viz').is_file())
        self.assertRegex(self.command(prefix / 'bin/hotline', 'version'), r'\Ahotline \d')

        described = [path.parent for path in prefix.rglob('hotline.pc')]
        self.assertEqual(len(described), 1)
        env = {**os.environ, 'PKG_CONFIG_PATH': str(described[0])}
        source, program = self.folder / 'use.c', self.folder / 'use'
        source.write_text(SOURCE, encoding='utf-8')
        for options in ([], ['--static']):
            with self.subTest(options):
                flags = self.command('pkg-config', *options, '--cflags', '--libs', 'hotline', env=env).split()
                self.command(COMPILER, '-std=c17', source, *flags, '-o', program)
                out = self.command(program, self.scenario())
                self.assertIn('"hotline_result"', out)


if __name__ == '__main__':
    if SANITIZE:
        print(f'skipped: a program built without {SANITIZE} cannot use a library built with it ({ROOT.name})')
        sys.exit(77)
    unittest.main()
