"""Each check of the architecture must fail on what it forbids: violations are planted in a scratch tree."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import c_source
import checks

COMPILER = os.environ.get('HOTLINE_C_COMPILER', 'cc')
GRAPH = {'base': set(), 'event': {'base'}, 'trace': {'base'}, 'model': {'base', 'event', 'trace'},
         'viz': {'base', 'trace'}}


class Planted(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        for room in ('base', 'event', 'trace', 'model'):
            self.plant(f'sim/{room}/{room}.c', f'#include <hotline/time.h>\nint {room}_x(void);\n')

    def plant(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return path

    def one(self, wrong: list, part: str) -> None:
        self.assertEqual(len(wrong), 1, wrong)
        self.assertIn(part, wrong[0])


class Includes(Planted):
    def check(self) -> list:
        return checks.check_includes(self.root, GRAPH)

    def test_allowed(self) -> None:
        self.plant('sim/model/call.c', '#include <hotline/record.h>\n#include "event/queue.h"\n#include "model/call.h"\n'
                                       '// #include "run/experiment.h"\n/*\n#include "run/x.h"\n*/\n')
        self.plant('viz/main.c', '#include <SDL2/SDL.h>\n#include <hotline/trace.h>\n#include "viz/app.h"\n')
        self.plant('tests/unit/test_x.c', '#include "model/call.h"\n#include <cmocka.h>\n')
        self.assertEqual(self.check(), [])

    def test_upward(self) -> None:
        self.plant('sim/event/queue.c', '\n#include "model/call.h"\n')
        self.one(self.check(), 'sim/event/queue.c:2: event may not include "model/call.h"')

    def test_upward_through_a_public_header(self) -> None:
        self.plant('sim/event/queue.c', '#include <hotline/record.h>\n')
        self.one(self.check(), 'event may not include <hotline/record.h> of trace')

    def test_upward_between_public_headers(self) -> None:
        self.plant('include/hotline/time.h', '#include <hotline/record.h>\n')
        self.one(self.check(), 'base may not include <hotline/record.h>')

    def test_unknown_public_header(self) -> None:
        self.plant('include/hotline/magic.h', '')
        self.one(self.check(), 'enter it in HEADER_ROOMS')

    def test_without_its_room(self) -> None:
        self.plant('sim/model/call.c', '#include "call.h"\n')
        self.one(self.check(), 'must be written "model/call.h"')

    def test_viz_reaching_inside(self) -> None:
        self.plant('viz/main.c', '#include "trace/writer.h"\n')
        self.one(self.check(), 'only public headers')

    def test_viz_knowing_the_engine(self) -> None:
        self.plant('viz/main.c', '#include <hotline/sim.h>\n')
        self.one(self.check(), 'viz may not include <hotline/sim.h>')

    def test_library_in_the_wrong_room(self) -> None:
        for header in ('cjson/cJSON.h', 'gsl/gsl_rng.h', 'SDL2/SDL.h', 'zstd.h'):
            with self.subTest(header):
                self.plant('sim/model/call.c', f'#  include  <{header}>\n')
                self.one(self.check(), 'is known only to')

    def test_library_in_the_wrong_file(self) -> None:
        self.plant('sim/run/report_json.c', '#include <cjson/cJSON.h>\n')
        self.assertEqual(self.check(), [])
        self.plant('sim/run/report_text.c', '#include <cjson/cJSON.h>\n')
        self.one(self.check(), 'sim/run/report_text.c:1')


class Drawing(Planted):
    def test_missing(self) -> None:
        with self.assertRaisesRegex(ValueError, 'is missing'):
            checks.graph_read(self.root / 'architecture.md')

    def test_without_arrows(self) -> None:
        with self.assertRaisesRegex(ValueError, 'no fenced block'):
            checks.graph_read(self.plant('architecture.md', 'model -> base\n```\nnothing\n```\n'))

    def test_read(self) -> None:
        path = self.plant('architecture.md', '```sh\nls\n```\n```\nbase ->\nmodel -> base, event\n```\n')
        self.assertEqual(checks.graph_read(path), {'base': set(), 'model': {'base', 'event'}})

    def test_good(self) -> None:
        self.assertEqual(checks.check_graph(self.root, GRAPH), [])

    def test_circle(self) -> None:
        self.one(checks.check_graph(self.root, {**GRAPH, 'base': {'model'}, 'event': set(), 'trace': set()}),
                 'circle: base -> model -> base')

    def test_room_not_drawn(self) -> None:
        self.plant('sim/theory/erlang.c', '')
        self.one(checks.check_graph(self.root, GRAPH), 'sim/theory is not drawn')

    def test_drawn_but_not_there(self) -> None:
        self.one(checks.check_graph(self.root, {**GRAPH, 'theory': set()}), 'theory, which does not exist')


class Sizes(Planted):
    def test_long_function(self) -> None:
        body = '    x();\n' * checks.FUNCTION_LINES_MAX
        self.plant('sim/base/long.c', f'static int much(int a,\n  int (*f)(void)) {{\n{body}}}\n')
        self.one(checks.check_sizes(self.root), 'sim/base/long.c:2: much has 62 lines')

    def test_longest_function_allowed(self) -> None:
        body = '    x();\n' * (checks.FUNCTION_LINES_MAX - 2)
        self.plant('sim/base/long.c', f'int much(void)\n{{\n{body}}}\n')
        self.assertEqual(checks.check_sizes(self.root), [])

    def test_long_file(self) -> None:
        self.plant('viz/long.c', '\n' * (checks.FILE_LINES_MAX + 1))
        self.one(checks.check_sizes(self.root), 'viz/long.c: has 601 lines')

    def test_long_script(self) -> None:
        self.plant('tools/long.sh', '\n' * (checks.FILE_LINES_MAX + 1))
        self.one(checks.check_sizes(self.root), 'tools/long.sh: has 601 lines')

    def test_scanner_is_not_misled(self) -> None:
        text = ('/* f() { */ // g() {\n'
                '#define M(x) \\\n  do { if (x) {\\\n  } while (0)\n'
                'static const char *s = "h() {\\"", c = \'{\', d = \'\\\'\';\n'
                'typedef struct t { int a; } t;\nstatic const int a[] = {1, 2};\nenum { E = sizeof(int) };\n'
                '__attribute__((noinline)) static int real(t v) {\n  struct in { int b; } w = {(1)};\n'
                '  for (;;) {\n  }\n}\n')
        self.assertEqual([(f.name, f.lines) for f in c_source.functions(text)], [('real', 5)])

    def test_scanner_survives_nonsense(self) -> None:
        for text in ('}}}{', '"', "'", '/*', 'f() {', ')){', '#', '\\\n', '{{{', '//\\\n}{'):
            c_source.functions(text)
            list(c_source.includes(text))


class Places(Planted):
    def test_planted(self) -> None:
        for place in ('/' + 'tmp', '/' + 'work/main'):
            for name in ('sim/base/x.c', 'docs/x.md', 'tools/x.sh', 'scenarios/x/y.json', 'README.md', 'cmake/x.cmake'):
                with self.subTest(place=place, name=name):
                    path = self.plant(name, f'a\n"{place}/file"\n')
                    self.one(checks.check_places(self.root), f'{name}:2:')
                    path.unlink()

    def test_innocent(self) -> None:
        words = 'build/{t} and ${{DIR}}/{w} and a /{w}shop and https://x.org/{w}\n'
        self.plant('docs/x.md', words.format(t='tmp', w='work'))
        self.assertEqual(checks.check_places(self.root), [])


class Headers(Planted):
    def test_needs_another(self) -> None:
        self.plant('include/hotline/good.h', 'int good(void);\n')
        self.plant('include/hotline/bad.h', 'uint64_t bad(void);\n')
        self.one(checks.check_headers(self.root, COMPILER), 'bad.h: does not compile alone')

    def test_none_at_all(self) -> None:
        self.one(checks.check_headers(self.root, COMPILER), 'no headers')


class Globals(Planted):
    def build(self, text: str, *flags: str) -> Path:
        source, out = self.plant('x.c', text), self.root / 'x.c.o'
        subprocess.run([COMPILER, '-std=c17', '-fPIC', *flags, '-c', str(source), '-o', str(out)], check=True)
        return out

    def test_each_kind(self) -> None:
        for text in ('int g = 1;', 'int g;', 'static int g; int f(void) { return ++g; }', 'int f(void) { static int g; '
                     'return ++g; }', '_Thread_local int g;', 'static const char *g[] = {"a"}; '
                     'void f(void) { g[0] = "b"; } const char *h(void) { return g[0]; }'):
            for flags in (('-O0',), ('-O2', '-fdata-sections'), ('-O2', '-fcommon'),
                          ('-O2', '-flto', '-ffat-lto-objects')):
                with self.subTest(text=text, flags=flags):
                    self.one(checks.check_globals([self.build(text, *flags)], {}), 'is a mutable global')

    def test_constants_are_fine(self) -> None:
        path = self.build('static int f(void) { return 1; } int (*const g[])(void) = {f};\n'
                          'const char *const names[] = {"a", "b"}; const int n = 3;', '-O2', '-fdata-sections')
        self.assertEqual(checks.check_globals([path], {}), [])

    def test_the_exception_must_be_the_one(self) -> None:
        path = self.build('int interrupted; int other;')
        self.one(checks.check_globals([path], {'x.c.o': 'interrupted'}), 'other is a mutable global')
        path = self.build('int f(void);')
        self.one(checks.check_globals([path], {'x.c.o': 'interrupted'}), 'should hold interrupted')

    def test_slim_objects_say_nothing(self) -> None:
        with self.assertRaisesRegex(ValueError, 'fat-lto-objects'):
            checks.check_globals([self.build('int g;', '-flto', '-fno-fat-lto-objects')], {})

    def test_no_objects(self) -> None:
        self.one(checks.check_globals([], {}), 'build first')


if __name__ == '__main__':
    sys.exit(unittest.main())
