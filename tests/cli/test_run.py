"""hotline run: its JSON, its reproducibility, its files, Ctrl-C."""
import csv
import io
import json
import math
import os
import signal
import subprocess
import time
import unittest

import jsonschema

import shape
from support import BAD_INPUT, DONE, PROGRAM, UNFINISHED, CommandLine


class Results(CommandLine):
    def test_shape(self) -> None:
        for arguments in ([], ['--scheme', 'hot'], ['--scheme', 'all'], ['-n', '1'], ['--confidence', '0.5']):
            with self.subTest(arguments):
                jsonschema.validate(self.document('run', self.scenario(), '--json', *arguments), shape.RESULT)

    def test_schemes(self) -> None:
        path = self.scenario()
        self.assertEqual(list(self.document('run', path, '--json')['schemes']), ['baseline'])
        self.assertEqual(list(self.document('run', path, '--json', '--scheme', 'hot')['schemes']), ['hot'])
        self.assertEqual(list(self.document('run', path, '--json', '--scheme', 'all')['schemes']), ['baseline', 'hot'])
        self.refused('run', path, '--scheme', 'hto', says="did you mean 'hot'?")

    def test_names_stand_where_they_belong(self) -> None:
        metrics = self.document('run', self.scenario(), '--json')['schemes']['baseline']['metrics']
        self.assertEqual(set(metrics['classes']), {'query', 'complaint'})
        self.assertEqual(set(metrics['groups']), {'front'})
        self.assertEqual(set(metrics['sites']), {'main', 'standby'})
        self.assertEqual(len(metrics['intervals']), 2)
        self.assertGreater(metrics['all']['offered']['mean'], 200)
        classes = sum(metrics['classes'][name]['offered']['mean'] for name in ('query', 'complaint'))
        self.assertAlmostEqual(metrics['all']['offered']['mean'], classes, delta=1e-9 * classes)

    def test_one_replication_has_no_interval(self) -> None:
        offered = self.document('run', self.scenario(), '--json', '-n', '1')['schemes']['baseline']['metrics']['all']
        self.assertIsNone(offered['offered']['half_width'])
        self.assertIsNone(offered['offered']['sd'])

    def test_confidence_widens(self) -> None:
        widths = [self.document('run', self.scenario(), '--json', '--confidence', c)['schemes']['baseline']['metrics']
                  ['all']['offered']['half_width'] for c in ('0.5', '0.95', '0.999')]
        self.assertLess(widths[0], widths[1])
        self.assertLess(widths[1], widths[2])

    def test_text(self) -> None:
        text = self.good('run', self.scenario())
        self.assertIn('A small center', text)
        self.assertIn('service_level', text.replace(' ', '_').lower())
        for line in text.splitlines():
            self.assertLessEqual(len(line), 160, line)


class Tables(CommandLine):
    def test_csv_has_what_json_has(self) -> None:
        path = self.scenario()
        document = self.document('run', path, '--json', '--scheme', 'all')
        text = self.good('run', path, '--csv', '--scheme', 'all')
        rows = list(csv.DictReader(io.StringIO(text, newline='')))
        self.assertEqual(list(rows[0]), ['scheme', 'scope', 'name', 'interval', 'metric', 'value', 'sd', 'half_width'])
        found = 0
        for row in rows:
            metrics = document['schemes'][row['scheme']]['metrics']
            if row['interval']:
                metrics = next(i for i in metrics['intervals'] if i['from'] == row['interval'])
            where = metrics['all'] if row['scope'] == 'all' else metrics[row['scope']][row['name']]
            value = where[row['metric']]
            for key, shown in (('mean', 'value'), ('sd', 'sd'), ('half_width', 'half_width')):
                if row[shown] == '':
                    self.assertIsNone(value[key], row)
                else:  # JSON is printed with 15 digits where they do
                    self.assertTrue(math.isclose(float(row[shown]), value[key], rel_tol=1e-14), row)
            found += 1
        self.assertGreater(found, 500)
        self.refused('run', path, '--csv', '--json', says='exclude each other')

    def test_csv_of_a_comparison(self) -> None:
        path = self.scenario()
        document = self.document('compare', path, '--json')
        rows = csv.DictReader(io.StringIO(self.good('compare', path, '--csv'), newline=''))
        differences = {row['metric']: row for row in rows if row['scope'] == 'difference'}
        self.assertEqual(set(differences), set(document['differences']['hot-baseline']))
        answered = document['differences']['hot-baseline']['answered']
        self.assertTrue(math.isclose(float(differences['answered']['value']), answered['mean'], rel_tol=1e-14))

    def test_histogram(self) -> None:
        path = self.scenario()
        scheme = self.document('run', path, '--json', '--histogram')['schemes']['baseline']
        waits, answered = scheme['wait_histogram'], scheme['metrics']['all']['answered']['mean']
        replications = self.document('run', path, '--json')['provenance']['replications']
        self.assertEqual(waits['count'], waits['immediate'] + sum(b['count'] for b in waits['bins']))
        self.assertAlmostEqual(waits['count'], answered * replications, delta=1e-6 * waits['count'])
        self.assertIn('Waits of the answered', self.good('run', path, '--histogram'))
        self.assertNotIn('Waits of the answered', self.good('run', path))

    def test_further_acceptable_waiting_times(self) -> None:
        path = self.scenario()
        more = ['--set', 'awt=["20s", 30, "1min30s"]', '--set', 'awt_all=25']
        metrics = self.document('run', path, '--json', *more)['schemes']['baseline']['metrics']
        levels = [metrics['all'][name]['mean'] for name in
                  ('service_level', 'service_level@30s', 'service_level@1min30s')]
        self.assertEqual(sorted(levels), levels)
        alone = self.document('run', path, '--json', '--set', 'awt=30', '--set', 'classes.query.awt=30', '--set',
                              'classes.complaint.awt=30')['schemes']['baseline']['metrics']
        self.assertEqual(alone['all']['service_level'], metrics['all']['service_level@30s'])
        self.assertEqual(alone['classes']['query']['service_level'], metrics['classes']['query']['service_level@30s'])
        self.refused('run', path, '--set', 'awt=["20s", 20]', says='must differ')
        self.refused('run', path, '--set', 'awt=[1,2,3,4,5]', says='1 to 4')
        self.refused('run', path, '--set', 'targets.t={"metric": "service_level@31s", "at_least": 0.5}',
                     says="there is no metric 'service_level@31s'")
        self.refused('run', path, *more, '--set', 'schemes.hot.patch.awt=20', says='must list the same times')

    def test_batches(self) -> None:
        path = self.scenario()
        document = self.document('run', path, '--json', '-n', '2', '--set', 'batches=12')
        self.assertEqual(document['provenance']['batches'], 12)
        self.assertEqual(document['provenance']['replications'], 2)
        self.assertIsNotNone(document['schemes']['baseline']['metrics']['all']['wait_p90']['half_width'])
        self.assertIn('2 replications in 12 batches', self.good('run', path, '-n', '2', '--set', 'batches=12'))
        for jobs in ('1', '2', '3', '8'):
            self.assertEqual(self.document('run', path, '--json', '-n', '2', '--set', 'batches=12', '--jobs', jobs),
                             document)


class Reproducible(CommandLine):
    def test_threads_and_traces_change_no_byte(self) -> None:
        path = self.scenario()
        first = self.good('run', path, '--json', '--histogram', '--scheme', 'all', '--jobs', '1')
        for jobs in ('2', '3', '8', '0'):
            self.assertEqual(self.good('run', path, '--json', '--histogram', '--scheme', 'all', '--jobs', jobs), first)
        for jobs in ('1', '3'):
            self.assertEqual(self.good('run', path, '--json', '--histogram', '--scheme', 'all', '--jobs', jobs,
                                       '--trace', self.folder / f'{jobs}.trace'), first)
        self.assertEqual((self.folder / '1.hot.trace').read_bytes(), (self.folder / '3.hot.trace').read_bytes())

    def test_the_place_of_the_file_does_not_show(self) -> None:
        one = self.good('run', self.scenario(), '--json')
        (self.folder / 'below').mkdir()
        other = self.scenario('below/other.json')
        self.assertEqual(self.good('run', other, '--json'), one)

    def test_seed(self) -> None:
        path = self.scenario()
        default = self.good('run', path, '--json')
        self.assertEqual(self.good('run', path, '--json', '--seed', '7'), default)
        other = self.document('run', path, '--json', '--seed', '8')
        self.assertNotEqual(other['schemes'], json.loads(default)['schemes'])
        self.assertEqual(other['provenance']['seed'], 8)
        self.good('run', path, '--seed', str(2 ** 64 - 1), '-n', '1')

    def test_more_replications_keep_the_first(self) -> None:
        traces = [self.folder / name for name in ('a.trace', 'b.trace')]
        self.good('run', self.scenario(), '-n', '1', '--trace', traces[0])
        self.good('run', self.scenario(), '-n', '5', '--trace', traces[1])
        self.assertEqual(traces[0].read_bytes(), traces[1].read_bytes())


class Changes(CommandLine):
    def test_set(self) -> None:
        path = self.scenario()
        waits = [self.document('run', path, '--json', '--set', f'agents.front.size={size}', '--set', 'timeline.power=null')
                 ['schemes']['baseline']['metrics']['all']['mean_wait']['mean'] for size in (7, 9, 30)]
        self.assertGreater(waits[0], waits[1])
        self.assertGreater(waits[1], waits[2])

    def test_assumptions_are_told_and_change_nothing(self) -> None:
        assumed = {'classes.query.talk.mean': {'range': [1, 10000]}, 'agents.front.size': {'range': [1, 100]}}
        with_two, without = self.scenario(assumptions=assumed), self.scenario(name='plain')
        for command in ('run', 'compare'):
            self.assertIn('2 assumptions, at the file\'s best guess', self.good(command, with_two))
            self.assertNotIn('assumption', self.good(command, without))
        self.assertEqual(self.document('run', with_two, '--json')['schemes'],
                         self.document('run', without, '--json')['schemes'])

    def test_set_equals_the_file(self) -> None:
        edited = self.document('run', self.scenario(seed=9), '--json')
        changed = self.document('run', self.scenario(), '--json', '--set', 'seed=9')
        self.assertEqual(edited['schemes'], changed['schemes'])

    def test_set_mistakes(self) -> None:
        self.refused('run', self.scenario(), '--set', 'agents.front.sise=3', says='size')
        self.refused('run', self.scenario(), '--set', 'agents.front.size=-1', says='size')
        self.refused('run', self.scenario(), '--set', 'agents.front.size="many"')

    def test_bad_files(self) -> None:
        self.refused('run', self.folder / 'missing.json', says='missing.json')
        self.refused('run', self.folder)
        bad = self.folder / 'bad.json'
        for text in ('', '{', '[]', 'null', '{"hotline": 2}', '\x00', '{"hotline": 1,}'):
            bad.write_text(text, encoding='utf-8')
            with self.subTest(text):
                self.refused('run', bad, says='bad.json')
        bad.write_text('{"hotline": 1}', encoding='utf-8')
        self.refused('run', bad, says='bad.json', errors=3)
        self.refused('run', self.scenario(agnets={}), says="did you mean 'agents'?")


class Files(CommandLine):
    def test_output_is_what_would_be_printed(self) -> None:
        path, out = self.scenario(), self.folder / 'out.json'
        self.assertEqual(self.good('run', path, '--json', '--output', out), '')
        self.assertEqual(out.read_text(encoding='utf-8'), self.good('run', path, '--json'))
        self.assertEqual(self.files(), ['out.json', 'small.json'])

    def test_output_replaces(self) -> None:
        path, out = self.scenario(), self.folder / 'out.json'
        out.write_text('old', encoding='utf-8')
        self.refused('run', path, '--set', 'agents.front.size=-1', '--json', '--output', out)
        self.assertEqual(out.read_text(encoding='utf-8'), 'old')
        self.good('run', path, '--json', '--output', out)
        self.assertNotEqual(out.read_text(encoding='utf-8'), 'old')

    def test_nowhere_to_write(self) -> None:
        for option in ('--output', '--trace'):
            self.refused('run', self.scenario(), option, self.folder / 'no' / 'such' / 'x', says='cannot be written')
            self.refused('run', self.scenario(), option, self.folder, code=BAD_INPUT)
        self.refused('run', self.scenario(), '--output', '/dev/full', code=UNFINISHED)
        self.assertEqual(self.files(), ['small.json'])

    def test_pipes_are_written_as_they_are(self) -> None:
        path, plain = self.scenario(targets={'fast': {'metric': 'service_level', 'at_least': 0.01}}), self.folder / 'plain'
        for command, option, *more in (('run', '--trace'), ('run', '--output', '--json'), ('check', '--junit'),
                                       ('erlang', '--output')):
            pipe = self.folder / 'pipe'
            arguments = [command, *(['b', '--rate', '1', '--aht', '1', '--servers', '3'] if command == 'erlang' else [path]),
                         *more, option]
            self.good(*arguments, plain)
            os.mkfifo(pipe)
            with self.subTest(arguments), subprocess.Popen(['cat', str(pipe)], stdout=subprocess.PIPE) as cat:
                self.good(*arguments, pipe)
                self.assertEqual(cat.communicate(timeout=60)[0], plain.read_bytes())
                self.assertTrue(pipe.is_fifo())
            pipe.unlink()
        self.assertEqual(self.files(), ['plain', 'small.json'])

    def test_links_are_written_through(self) -> None:
        path, target, link = self.scenario(), self.folder / 'target', self.folder / 'link'
        link.symlink_to('target')
        for option in ('--output', '--trace'):
            for _ in range(2):  # not there yet, and there
                self.good('run', path, option, link)
            self.assertTrue(link.is_symlink())
            target.unlink()
        self.assertEqual(self.files(), ['link', 'small.json'])

    def test_nothing_is_written_over(self) -> None:
        calls = self.folder / 'calls.csv'
        calls.write_text('time\n' + ''.join(f'{28800 + 60 * i}\n' for i in range(50)), encoding='utf-8')
        base = self.scenario('base.json')
        path = self.folder / 'top.json'
        path.write_text(json.dumps({'hotline': 1, 'extends': 'base.json', 'classes': {'query': {'arrivals': {
            'per_hour': None, 'file': {'path': 'calls.csv', 'time': 'time', 'format': 'seconds'}}}}}), encoding='utf-8')
        self.good('run', path, '-n', '1')
        link, hard = self.folder / 'link', self.folder / 'hard'
        link.symlink_to('top.json')
        os.link(base, hard)
        before = {name: (self.folder / name).read_bytes() for name in self.files()}
        for option in ('--output', '--trace'):
            for name in (path, base, calls, link, hard):
                self.refused('run', path, option, name, says='which is read')
        self.refused('run', path, '--scheme', 'all', '--trace', self.folder / 'x', '--output', self.folder / 'x.hot',
                     says='--output and --trace would write to the same file')
        self.refused('run', path, '--output', self.folder / 'x.partial', '--trace', self.folder / 'x', says='same file')
        self.refused('check', path, '--output', self.folder / 'x', '--junit', self.folder / 'x', says='--junit')
        self.refused('check', path, base, '--junit', base, says='which is read')
        self.refused('compare', path, '--output', base, says='which is read')
        self.refused('explain', path, '--at', '08:20', '--output', base, says='which is read')
        self.assertEqual({name: (self.folder / name).read_bytes() for name in self.files()}, before)
        with open(self.folder / 'out', 'w', encoding='utf-8') as out:
            self.refused('run', path, '--trace', self.folder / 'out', stdout=out, says='standard output and --trace')
        self.good('check', path, '--output', '/dev/null', '--junit', '/dev/null')

    def test_trace_names(self) -> None:
        path = self.scenario()
        self.good('run', path, '--trace', self.folder / 'a.trace')
        self.good('run', path, '--trace', self.folder / 'b.trace', '--scheme', 'all')
        self.assertEqual(self.files(), ['a.trace', 'b.baseline.trace', 'b.hot.trace', 'small.json'])
        self.assertEqual((self.folder / 'a.trace').read_bytes(), (self.folder / 'b.baseline.trace').read_bytes())

    def test_trace_replication(self) -> None:
        path, traces = self.scenario(), [self.folder / f'{n}.trace' for n in range(4)]
        self.good('run', path, '--trace', traces[0])
        self.good('run', path, '--trace', traces[1], '--trace-replication', '1')
        self.good('run', path, '--trace', traces[2], '--trace-replication', '3')
        self.assertEqual(traces[0].read_bytes(), traces[1].read_bytes())
        self.assertNotEqual(traces[0].read_bytes(), traces[2].read_bytes())
        self.assertEqual(self.document('trace', 'info', '--json', traces[2])['replication'], 3)
        self.refused('run', path, '--trace', traces[3], '--trace-replication', '5', says='only 4 replications')
        self.assertFalse(traces[3].exists())


class Interrupted(CommandLine):
    REPLICATIONS = 20000

    def interrupt(self, *arguments: str, after: float = 1.5, by: signal.Signals = signal.SIGINT,
                  hears: 'signal.Handlers' = signal.SIG_DFL) -> 'tuple[int, str, str]':
        with subprocess.Popen([str(PROGRAM), *map(str, arguments)], text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(by, hears)) as run:
            time.sleep(after)
            run.send_signal(by)
            out, err = run.communicate(timeout=60)
            return run.returncode, out, err

    def test_what_is_finished_is_reported(self) -> None:
        code, out, err = self.interrupt('run', self.scenario(), '--json', '-n', self.REPLICATIONS)
        self.assertEqual(code, UNFINISHED, err)
        self.assertRegex(err, r'\A[^\n]*interrupted[^\n]*\n\Z')
        result = json.loads(out)
        jsonschema.validate(result, shape.RESULT)
        self.assertIs(result['provenance']['partial'], True)
        finished = result['provenance']['replications']
        self.assertTrue(0 < finished < self.REPLICATIONS, finished)
        whole = self.document('run', self.scenario(), '--json', '-n', finished)
        self.assertEqual(result['schemes'], whole['schemes'])

    def test_no_half_file_stays(self) -> None:
        code, out, err = self.interrupt('run', self.scenario(), '-n', self.REPLICATIONS, '--trace',
                                        self.folder / 'x.trace', '--trace-replication', self.REPLICATIONS)
        self.assertEqual(code, UNFINISHED, (out, err))
        self.assertEqual(self.files(), ['small.json'])

    def test_no_signal_leaves_half_a_file(self) -> None:
        path = self.scenario(duration='2000d', timeline=None)
        for by in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(by):
                code, out, err = self.interrupt('run', path, '-n', '2', '--trace', self.folder / 'x.trace', '--output',
                                                self.folder / 'x.txt', after=0.7, by=by)
                self.assertEqual((code, out), (UNFINISHED, ''), err)
                self.assertIn('interrupted', err)
                self.assertEqual(self.files(), ['small.json'])

    def test_a_closed_terminal_does_not_end_what_nohup_began(self) -> None:
        code, _, err = self.interrupt('run', self.scenario(), '-n', '1000', after=0.3, by=signal.SIGHUP, hears=signal.SIG_IGN)
        self.assertEqual((code, err), (DONE, ''))

    def test_check_writes_no_junit(self) -> None:
        code, _, err = self.interrupt('check', self.scenario(), '-n', self.REPLICATIONS, '--junit',
                                      self.folder / 'x.xml')
        self.assertEqual(code, UNFINISHED, err)
        self.assertEqual(self.files(), ['small.json'])


if __name__ == '__main__':
    unittest.main()
