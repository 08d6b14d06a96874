"""What the tests of the command line share: the program, a scratch folder, a small scenario to vary."""
import copy
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any, List, Optional

ROOT = Path(os.environ['HOTLINE_SOURCE_DIR'])
BUILD = Path(os.environ['HOTLINE_BUILD_DIR'])
PROGRAM = BUILD / 'hotline'
SANITIZE = os.environ.get('HOTLINE_SANITIZE', '')
COMPILER = os.environ.get('HOTLINE_C_COMPILER', 'cc')

DONE, TARGETS, BAD_INPUT, UNFINISHED = 0, 1, 2, 3

# Two sites, two classes, a menu, redials, an outage, a scheme: small, but all parts take part.
SCENARIO = {
    'hotline': 1, 'name': 'small', 'title': 'A small center', 'start': '2011-03-07T08:00', 'duration': '1h',
    'interval': '30min', 'replications': 4, 'seed': 7, 'awt': '15s',
    'classes': {
        'query': {'arrivals': {'per_hour': 300}, 'entry': 'menu', 'enter': 'main',
                  'patience': {'law': 'exponential', 'mean': '1min'}, 'talk': {'law': 'exponential', 'mean': 80},
                  'wrapup': {'law': 'exponential', 'mean': 20},
                  'redial': {'abandoned': {'probability': 0.5, 'delay': {'law': 'exponential', 'mean': '5min'}}}},
        'complaint': {'arrivals': {'per_hour': 40}, 'enter': 'main', 'priority': 1,
                      'talk': {'law': 'exponential', 'mean': 100}}},
    'ivr': {'menu': {'time': {'law': 'constant', 'value': 10}, 'next': {'agent': 0.7, 'done': 0.25, 'hangup': 0.05}}},
    'agents': {'front': {'size': 9, 'skills': {'query': {'rank': 1}, 'complaint': {'rank': 2}}, 'site': 'main'}},
    'sites': {'main': {'trunks': 60, 'queue_places': 40}, 'standby': {'trunks': 60}},
    'failover': {'pair': {'from': ['main'], 'to': ['standby'], 'mode': 'cold', 'detect': '30s', 'decide': '60s',
                          'switch': '2min', 'relogin': '60s', 'survive': {'ivr': 0, 'queue': 0, 'talk': 0}}},
    'timeline': {'power': {'at': '08:30', 'site': 'main', 'takes': ['platform'], 'down_for': '10min'}},
    'targets': {'fast': {'metric': 'service_level', 'at_least': 0.01, 'schemes': 'all'}},
    'schemes': {'hot': {'title': 'Hot standby', 'patch': {'failover': {'pair': {
        'mode': 'hot', 'detect': '1s', 'decide': 0, 'switch': '5s', 'relogin': '1s'}}}}},
}


def hotline(*arguments: Any, env: Optional[dict] = None, **more: Any) -> 'subprocess.CompletedProcess[str]':
    return subprocess.run([str(PROGRAM), *map(str, arguments)], text=True, check=False, timeout=120,
                          stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})},
                          **{'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, **more})


class CommandLine(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def scenario(self, name: str = 'small.json', **changes: Any) -> Path:
        """Writes the small scenario with some of its top keys replaced; None takes one out."""
        document = {**copy.deepcopy(SCENARIO), **changes}
        path = self.folder / name
        path.write_text(json.dumps({k: v for k, v in document.items() if v is not None}, indent=1), encoding='utf-8')
        return path

    def good(self, *arguments: Any, code: int = DONE, **more: Any) -> str:
        """Runs it and gives its output; it must end with `code` and be silent on standard error."""
        run = hotline(*arguments, **more)
        self.assertEqual((run.returncode, run.stderr), (code, ''), arguments)
        return run.stdout

    def document(self, *arguments: Any, code: int = DONE) -> dict:
        return json.loads(self.good(*arguments, code=code))

    def refused(self, *arguments: Any, code: int = BAD_INPUT, says: str = '', errors: int = 1,
                **more: Any) -> str:
        """Runs it; it must end with `code`, one line on standard error for each of so many errors, and their
        number if there are several, and nothing on standard output."""
        run = hotline(*arguments, **more)
        self.assertEqual(run.returncode, code, (arguments, run.stderr))
        lines = r'[^\n]+\n' if errors == 1 else r'([^\n]+\n){%d}%d errors\n' % (errors, errors)
        self.assertRegex(run.stderr, r'\A' + lines + r'\Z', arguments)
        self.assertIn(says, run.stderr, arguments)
        if run.stdout is not None:
            self.assertEqual(run.stdout, '', arguments)
        return run.stderr

    def files(self) -> List[str]:
        return sorted(path.name for path in self.folder.iterdir())
