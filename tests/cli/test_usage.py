"""Usage: help, versions, mistakes; exit codes and one-line errors."""
import json
import os
import subprocess
import unittest

from support import BAD_INPUT, BUILD, PROGRAM, UNFINISHED, CommandLine, hotline

COMMANDS = ('run', 'check', 'compare', 'explain', 'erlang', 'forecast', 'size', 'fit', 'trace', 'init', 'schema',
            'version')


class Help(CommandLine):
    def test_overview_names_every_command(self) -> None:
        text = self.good('--help')
        self.assertEqual(text, self.good('help'))
        for command in COMMANDS:
            self.assertRegex(text, rf'(?m)^  {command} ')

    def test_each_command_explains_itself(self) -> None:
        for command in COMMANDS:
            with self.subTest(command):
                text = self.good(command, '--help')
                self.assertEqual(text, self.good('help', command))
                self.assertTrue(text.startswith(f'Usage: hotline {command} [OPTION...]'), text)
                self.assertIn('\nOptions:\n', text)
                self.assertIn('\nExit status:\n  0  ', text)
                self.assertNotIn('Mandatory or optional', text)
                self.assertLess(max(map(len, text.splitlines())), 80)
                for example in text.split('\nExamples:\n')[1].splitlines():
                    self.assertRegex(example, rf'^  \$ hotline( {command}\b|-viz )')
                self.assertIn('--help', text)

    def test_nothing_asked(self) -> None:
        run = hotline()
        self.assertEqual((run.returncode, run.stdout), (BAD_INPUT, ''))
        self.assertIn('Usage: hotline COMMAND', run.stderr)

    def test_version(self) -> None:
        self.assertEqual(self.good('--version'), self.good('version'))
        self.assertRegex(self.good('version'), r'\Ahotline \d+\.\d+\.\d+\n')
        versions = json.loads(self.good('version', '--json'))
        self.assertEqual(versions['scenario_format'], 1)
        self.assertEqual(set(versions), {'hotline_version', 'scenario_format', 'result_format', 'trace_format'})

    @unittest.skipUnless((BUILD / 'hotline-viz').exists(), 'built without the window')
    def test_version_of_the_window(self) -> None:
        versions = json.loads(self.good('version', '--json'))
        run = subprocess.run([str(BUILD / 'hotline-viz'), '--version'], capture_output=True, text=True, check=False)
        self.assertEqual((run.returncode, run.stderr), (0, ''))
        self.assertEqual(run.stdout, f"hotline-viz {versions['hotline_version']}\n"
                                     f"formats: trace {versions['trace_format']}\n")


class Mistakes(CommandLine):
    def test_commands(self) -> None:
        self.refused('rnu', says="did you mean 'run'?")
        self.refused('compair', says="did you mean 'compare'?")
        self.refused('xyzzyxyzzy', says='--help')
        self.refused('help', 'rnu', says="did you mean 'run'?")
        self.refused('', says='unknown command')

    def test_arguments(self) -> None:
        for command in ('run', 'compare'):
            self.refused(command, says='needs FILE')
            self.refused(command, 'a', 'b', says="'b' is too much")
        self.refused('check', says='needs FILE...')
        self.refused('trace', 'info', says='needs info|verify|export FILE')
        self.refused('trace', 'inof', 'x', says="did you mean 'trace info'?")
        self.refused('schema', 'x', says="there is no schema of 'x'; there are scenario, results")
        self.refused('schema', 'results', 'x', says="'x' is too much")

    def test_options(self) -> None:
        for arguments, says in (
                (['--replicatons', '3'], "did you mean '--replications'?"), (['--xyzzy'], "unknown option '--xyzzy'"),
                (['-q'], "unknown option '-q'"), (['-qn', '3'], "unknown option '-qn'"), (['-n'], '-n needs a value'),
                (['--seed'], '--seed needs a value'), (['--json=1'], '--json takes no value'),
                (['--junit', 'x'], "unknown option '--junit'")):
            with self.subTest(arguments):
                self.refused('run', 'a.json', *arguments, says=says)

    def test_values(self) -> None:
        for option, values in (
                ('-n', ('0', '-1', '1000001', '1.5', '3x', ' 3', '', '0x3', '1e3', '99999999999999999999')),
                ('--seed', ('-1', '18446744073709551616', '7 ', '1e3', '+1', '')),
                ('--jobs', ('-1', '1025', 'all')), ('--trace-replication', ('0', '-1')),
                ('--confidence', ('0', '1', '95', '-0.5', 'nan', 'inf', '0.9x', '0x0.8p0', '', '.', '0,95')),
                ('--set', ('', 'seed', '=3')), ('--trace', ('',)), ('--output', ('',))):
            for value in values:
                with self.subTest(option=option, value=value):
                    self.refused('run', 'a.json', option, value, says='(see ')

    def test_an_error_is_one_line_whatever_is_in_it(self) -> None:
        self.refused('run', 'no\nsuch\x1bfile.json')
        self.refused('run', self.scenario(), '--scheme', 'a\nb')
        self.refused('ru\nn')
        self.refused('run', 'x', '--bad\noption')
        self.refused('run', 'x', '-n', '3\n4')

    def test_exclusive(self) -> None:
        self.refused('trace', 'export', 'x', '--csv', '--json', says='exclude each other')
        self.refused('trace', 'info', 'x', '--output', 'y', says='only for')


class StandardOutput(CommandLine):
    """Results that nobody can read are not done."""
    def each(self):
        yield from (['version'], ['--help'], ['run', '--help'], ['schema'], ['run', self.scenario(), '-n', '1'],
                    ['run', self.scenario(), '-n', '1', '--json'], ['check', self.scenario(), '-n', '2'])

    def test_full(self) -> None:
        for arguments in self.each():
            with self.subTest(arguments), open('/dev/full', 'w', encoding='utf-8') as full:
                self.refused(*arguments, stdout=full, code=UNFINISHED, says='standard output cannot be written')

    def test_closed(self) -> None:
        for arguments in self.each():
            with self.subTest(arguments):
                self.refused(*arguments, stdout=None, preexec_fn=lambda: os.close(1), code=UNFINISHED,
                             says='standard output cannot be written')

    def test_closed_does_not_spoil_a_file(self) -> None:
        whole, spoiled = self.folder / 'whole.trace', self.folder / 'spoiled.trace'
        self.good('run', self.scenario(), '-n', '1', '--trace', whole)
        self.refused('run', self.scenario(), '-n', '1', '--trace', spoiled, stdout=None,
                     preexec_fn=lambda: os.close(1), code=UNFINISHED)
        self.assertEqual(whole.read_bytes(), spoiled.read_bytes())

    def test_reader_gone(self) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        self.addCleanup(os.close, writing)
        self.refused('schema', stdout=writing, code=UNFINISHED, says='standard output cannot be written')

    def test_no_bar_and_no_colour_into_a_pipe(self) -> None:
        self.assertNotIn('\033', self.good('run', self.scenario()))

    def test_bar_only_on_a_terminal(self) -> None:
        try:
            terminal, ours = os.openpty()
        except OSError as error:
            self.skipTest(f'no terminal to be had here: {error}')
        self.addCleanup(os.close, terminal)
        with subprocess.Popen([str(PROGRAM), 'run', str(self.scenario()), '-n', '300', '--json'],
                              stdout=subprocess.PIPE, stderr=ours, text=True) as run:
            out, _ = run.communicate(timeout=120)
        os.close(ours)
        self.assertEqual(run.returncode, 0)
        self.assertEqual(json.loads(out)['hotline_result'], 1)
        self.assertIn(b'300 of 300', os.read(terminal, 65536))


if __name__ == '__main__':
    unittest.main()
