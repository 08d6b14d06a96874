"""hotline trace: what it says of sound, damaged and foreign files."""
import csv
import io
import json
import subprocess
import unittest

from support import BAD_INPUT, PROGRAM, ROOT, UNFINISHED, CommandLine, hotline


class Trace(CommandLine):
    def setUp(self) -> None:
        super().setUp()
        self.trace = self.folder / 'day.trace'
        self.result = self.document('run', self.scenario(), '--json', '-n', '1', '--trace', self.trace)

    def rows(self) -> list:
        return list(csv.DictReader(io.StringIO(self.good('trace', 'export', self.trace))))

    def test_info(self) -> None:
        info = self.document('trace', 'info', self.trace, '--json')
        self.assertEqual((info['scenario'], info['scheme'], info['seed'], info['replication'], info['agents']),
                         ('small', 'baseline', 7, 1, 9))
        self.assertTrue(info['whole'])
        text = self.good('trace', 'info', self.trace)
        for part in ('A small center', str(info['records']), info['final_hash'], 'seed          7'):
            self.assertIn(part, text)

    def test_verify(self) -> None:
        self.assertIn('sound', self.good('trace', 'verify', self.trace))
        verified = self.document('trace', 'verify', self.trace, '--json')
        info = self.document('trace', 'info', self.trace, '--json')
        self.assertEqual((verified['valid'], verified['records'], verified['final_hash']),
                         (True, info['records'], info['final_hash']))

    def test_export_holds_what_the_results_count(self) -> None:
        rows = self.rows()
        self.assertEqual(len(rows), self.document('trace', 'info', self.trace, '--json')['records'])
        counted = [row for row in rows if 'counted' in row['flags'].split()]
        measures = self.result['schemes']['baseline']['metrics']['all']
        for record, metric in (('arrives', 'offered'), ('answered', 'answered'), ('abandons', 'abandoned'),
                               ('blocked', 'blocked'), ('dropped', 'dropped')):
            self.assertEqual(sum(row['record'] == record for row in counted), measures[metric]['mean'], record)
        self.assertEqual({row['class'] for row in rows if row['record'] == 'arrives'}, {'query', 'complaint'})
        times = [float(row['time']) for row in rows]
        self.assertEqual(times, sorted(times))

    def test_export_names_backends(self) -> None:
        example, trace = ROOT / 'scenarios/examples/slow-backend.json', self.folder / 'slow.trace'
        run = self.document('run', example, '--json', '-n', '1', '--scheme', 'slow', '--trace', trace)
        measures = run['schemes']['slow']['metrics']['all']
        self.good('trace', 'verify', trace)
        rows = [row for row in csv.DictReader(self.good('trace', 'export', trace).splitlines())
                if row['record'] in ('asks_backend', 'query_begins', 'query_ends')]
        self.assertEqual({row['detail'] for row in rows}, {'billing'})
        self.assertEqual(sum(row['record'] == 'asks_backend' for row in rows), measures['queries']['mean'])
        times = [float(row['value']) for row in rows if row['record'] == 'query_ends']
        self.assertAlmostEqual(sum(times) / len(times), measures['mean_query']['mean'], places=4)

    def test_export_as_json_says_the_same(self) -> None:
        rows, document = self.rows(), self.document('trace', 'export', self.trace, '--json')
        self.assertEqual((document['hotline_trace'], document['scenario']), (1, 'small'))
        self.assertEqual([record['record'] for record in document['records']], [row['record'] for row in rows])
        for record, row in zip(document['records'], rows):
            self.assertEqual(record['time'], float(row['time']))
            self.assertEqual(record.get('class', ''), row['class'])
            self.assertEqual(record.get('detail', ''), row['detail'])

    def test_export_to_a_file(self) -> None:
        out = self.folder / 'day.csv'
        self.assertEqual(self.good('trace', 'export', self.trace, '--output', out), '')
        self.assertEqual(out.read_text(encoding='utf-8'), self.good('trace', 'export', self.trace))
        self.refused('trace', 'export', self.trace, '--output', self.folder / 'no' / 'x')
        before = self.trace.read_bytes()
        self.refused('trace', 'export', self.trace, '--output', self.trace, says='which is read')
        self.assertEqual(self.trace.read_bytes(), before)
        self.assertEqual(self.files(), ['day.csv', 'day.trace', 'small.json'])

    def test_full_disk(self) -> None:
        self.refused('trace', 'export', self.trace, '--output', '/dev/full', code=UNFINISHED)

    def test_no_trace(self) -> None:
        for action in ('info', 'verify', 'export'):
            self.refused('trace', action, self.folder / 'missing')
            self.refused('trace', action, self.folder / 'small.json')
            self.refused('trace', action, self.folder)
            empty = self.folder / 'empty'
            empty.write_bytes(b'')
            self.refused('trace', action, empty)

    def test_damage_is_found(self) -> None:
        whole = self.trace.read_bytes()
        damaged = self.folder / 'damaged.trace'
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1:])
            with self.subTest(at=at):
                self.refused('trace', 'verify', damaged)

    def test_a_cut_is_found(self) -> None:
        whole = self.trace.read_bytes()
        cut = self.folder / 'cut.trace'
        for length in range(1, len(whole), max(1, len(whole) // 60)):
            cut.write_bytes(whole[:length])
            with self.subTest(length=length):
                self.refused('trace', 'verify', cut)
                run = hotline('trace', 'info', cut, '--json')
                self.assertIn(run.returncode, (0, BAD_INPUT))
                if run.returncode == 0:
                    self.assertFalse(json.loads(run.stdout)['whole'])

    def test_a_reader_that_leaves_ends_the_export(self) -> None:
        with subprocess.Popen([str(PROGRAM), 'trace', 'export', str(self.trace)], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as run:
            run.stdout.readline()
            run.stdout.close()
            err = run.stderr.read().decode()
            self.assertEqual(run.wait(60), UNFINISHED, err)
        self.assertEqual(len(err.splitlines()), 1, err)

    def test_zstd_accepts_the_file(self) -> None:
        run = subprocess.run(['zstd', '-q', '-t', '--no-progress', str(self.trace)], capture_output=True, check=False)
        named = self.folder / 'day.zst'
        named.write_bytes(self.trace.read_bytes())
        again = subprocess.run(['zstd', '-q', '-t', str(named)], capture_output=True, check=False)
        self.assertIn(0, (run.returncode, again.returncode), again.stderr)


if __name__ == '__main__':
    unittest.main()
