"""The rules of the architecture, each a function that returns what breaks it: a list of lines for people."""
import re
import subprocess
from pathlib import Path
from typing import Dict, Iterator, List, Set

import c_source

FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 600

Graph = Dict[str, Set[str]]

# Which room implements a public header. A new header must be entered here, so that somebody thinks of it.
HEADER_ROOMS = {
    'time': 'base', 'error': 'base',
    'record': 'trace', 'layout': 'trace', 'counts': 'trace', 'replay': 'trace', 'trace': 'trace',
    'scenario': 'scenario', 'sim': 'model', 'metrics': 'stats', 'waits': 'stats', 'experiment': 'run', 'report': 'run', 'explain': 'run',
    'theory': 'theory', 'call_model': 'theory', 'forecast': 'forecast', 'plan': 'plan', 'years': 'plan', 'proof': 'plan', 'fit': 'fit',
}

# Who may know a library: paths, or folders with a slash at the end.
LIBRARIES = {
    r'c?cJSON\.h|cjson/': ['sim/scenario/', 'sim/run/report_json.c', 'tests/'],
    r'gsl/': ['sim/random/', 'sim/stats/', 'sim/run/', 'sim/theory/', 'sim/forecast/', 'sim/plan/', 'sim/fit/', 'sim/cli/main.c', 'tests/', 'tools/bench/'],
    r'SDL': ['viz/', 'tests/viz/'],
    r'zstd': ['sim/trace/', 'tests/'],
    r'xxhash': ['sim/base/numbering.c', 'sim/fit/redials.c', 'sim/random/', 'sim/trace/', 'sim/scenario/', 'tests/'],
    r'Random123/': ['tests/'],
    r'pthread\.h|threads\.h|stdatomic\.h': ['sim/run/', 'tests/'],
    r'argp\.h': ['sim/cli/', 'viz/', 'tools/'],
    r'cmocka\.h': ['tests/'],
}

CODE_FOLDERS = ['sim', 'viz', 'include', 'tools', 'tests']
CODE_NAMES = re.compile(r'\.(c|h|def|py|sh|cmake)$|^CMakeLists\.txt$')
TEXT_FOLDERS = CODE_FOLDERS + ['scenarios', 'docs', 'cmake', '.ci']
TEXT_NAMES = re.compile(r'\.(c|h|def|py|sh|cmake|txt|md|json|csv|in|xml)$|^run$')


def files_below(root: Path, folders: List[str], names: 're.Pattern[str]') -> Iterator[Path]:
    for folder in folders:
        for path in sorted((root / folder).rglob('*')):
            if path.is_file() and names.search(path.name) and '__pycache__' not in path.parts:
                yield path


def text_of(path: Path) -> str:
    return path.read_text(encoding='utf-8', errors='replace')


# --- the drawn graph ---

def graph_read(document: Path) -> Graph:
    """The arrows of the first fenced block of `document` that has some: lines `model -> base random`."""
    if not document.is_file():
        raise ValueError(f'{document.name} is missing: it must draw the dependencies')
    for block in re.findall(r'^```[^\n]*\n(.*?)^```', text_of(document), re.MULTILINE | re.DOTALL):
        lines = [re.match(r'^\s*(\w+)\s*->\s*(.*)$', line) for line in block.splitlines()]
        graph = {m.group(1): set(re.split(r'[\s,]+', m.group(2).strip())) - {''} for m in lines if m}
        if graph:
            return graph
    raise ValueError(f'{document.name} has no fenced block with lines such as "model -> base random"')


def check_graph(root: Path, graph: Graph) -> List[str]:
    """Every room is drawn, nothing else is, and no arrow leads back."""
    rooms = {p.name for p in (root / 'sim').iterdir() if p.is_dir() and any(p.glob('*.c'))}
    wrong = [f'sim/{room} is not drawn in docs/architecture.md' for room in sorted(rooms - graph.keys())]
    wrong += [f'docs/architecture.md draws {room}, which does not exist'
              for room in sorted(graph.keys() - rooms - {'viz'})]
    done: Set[str] = set()

    def visit(room: str, way: List[str]) -> None:
        if room in way:
            wrong.append('the dependencies go in a circle: ' + ' -> '.join(way[way.index(room):] + [room]))
        elif room not in done:
            for below in sorted(graph.get(room, set())):
                if room != 'viz':
                    visit(below, way + [room])
            done.add(room)

    for room in sorted(graph):
        visit(room, [])
    return wrong


# --- includes ---

def _library_wrong(path: str, included: str) -> str:
    for pattern, allowed in LIBRARIES.items():
        if re.match(pattern, included) and not any(path == a or (a[-1] == '/' and path.startswith(a)) for a in allowed):
            return f'<{included}> is known only to {", ".join(allowed)}'
    return ''


def _header_wrong(room: str, header: str, graph: Graph) -> str:
    """May `room` include <hotline/header.h>? For viz a room or a header may stand in the drawing."""
    owner = HEADER_ROOMS.get(header)
    if owner is None:
        return f'<hotline/{header}.h> belongs to no room: enter it in HEADER_ROOMS'
    if owner == room or owner in graph.get(room, set()) or (room == 'viz' and header in graph.get(room, set())):
        return ''
    return f'{room} may not include <hotline/{header}.h> of {owner}'


def _internal_wrong(room: str, included: str, graph: Graph) -> str:
    folder, slash, _ = included.partition('/')
    if room == 'viz':
        return '' if not slash or folder == 'viz' else f'viz may not include "{included}": only public headers'
    if not slash:
        return f'"{included}" must be written "{room}/{included}"'
    if folder == room or folder in graph.get(room, set()):
        return ''
    return f'{room} may not include "{included}" of {folder}'


def check_includes(root: Path, graph: Graph) -> List[str]:
    wrong = []
    for path in files_below(root, ['sim', 'viz', 'include', 'tests', 'tools'], re.compile(r'\.(c|h|def)$')):
        name = path.relative_to(root).as_posix()
        parts = name.split('/')
        room = parts[1] if parts[0] == 'sim' else 'viz' if parts[0] == 'viz' else ''
        if parts[0] == 'include':
            room = HEADER_ROOMS.get(path.stem, '')
            if not room:
                wrong.append(f'{name}: belongs to no room: enter it in HEADER_ROOMS')
        for inc in c_source.includes(text_of(path)):
            reason = _library_wrong(name, inc.path)
            public = re.match(r'hotline/(\w+)\.h$', inc.path)
            if room and public:
                reason = reason or _header_wrong(room, public.group(1), graph)
            elif room and inc.quoted:
                reason = reason or _internal_wrong(room, inc.path, graph)
            if reason:
                wrong.append(f'{name}:{inc.line}: {reason}')
    return wrong


# --- sizes ---

def check_sizes(root: Path) -> List[str]:
    wrong = []
    for path in files_below(root, CODE_FOLDERS, CODE_NAMES):
        name, text = path.relative_to(root).as_posix(), text_of(path)
        lines = len(text.splitlines())
        if lines > FILE_LINES_MAX:
            wrong.append(f'{name}: has {lines} lines; at most {FILE_LINES_MAX}')
        if path.suffix in ('.c', '.h'):
            wrong += [f'{name}:{f.line}: {f.name} has {f.lines} lines; at most {FUNCTION_LINES_MAX}'
                      for f in c_source.functions(text) if f.lines > FUNCTION_LINES_MAX]
    return wrong


# --- places of this machine ---

_PLACE = re.compile(r'(?<![\w.~})*-])/' + r'(?:work|tmp)(?![\w-])')


def check_places(root: Path) -> List[str]:
    wrong = []
    top = [p for p in sorted(root.iterdir()) if p.is_file() and (TEXT_NAMES.search(p.name) or p.name.startswith('.clang'))]
    for path in [*files_below(root, TEXT_FOLDERS, TEXT_NAMES), *top]:
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if _PLACE.search(line):
                wrong.append(f'{path.relative_to(root).as_posix()}:{number}: names an absolute path of one machine')
    return wrong


# --- public headers ---

def check_headers(root: Path, compiler: str) -> List[str]:
    """Each public header compiles as the only one of its file."""
    wrong = []
    headers = sorted((root / 'include' / 'hotline').glob('*.h'))
    if not headers:
        return ['include/hotline has no headers']
    for header in headers:
        source = f'#include <hotline/{header.name}>\nint only_to_have_something(void);\n'
        run = subprocess.run([compiler, '-std=c17', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only',
                              '-I', str(root / 'include'), '-x', 'c', '-'],
                             input=source, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            wrong.append(f'include/hotline/{header.name}: does not compile alone: {run.stderr.strip().splitlines()[0]}')
    return wrong


# --- globals ---

_WRITABLE = re.compile(r'^\.(data|bss|tdata|tbss|ldata|lbss)(\.|$)')
_READ_ONLY_AFTER_START = re.compile(r'^\.data\.rel\.ro(\.|$)')


def _readelf(path: Path, *options: str) -> List[str]:
    run = subprocess.run(['readelf', '-W', *options, str(path)], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise ValueError(f'{path}: cannot be read: {run.stderr.strip()}')
    return run.stdout.splitlines()


def mutable_symbols(path: Path) -> List[str]:
    """Names of the variables of one object file that can be written to."""
    sections = {}
    for line in _readelf(path, '-S'):
        match = re.match(r'^\s*\[\s*(\d+)\]\s+(\S+)', line)
        if match:
            sections[match.group(1)] = match.group(2)
    found = []
    for line in _readelf(path, '-s'):
        fields = line.split()
        if len(fields) < 7 or not re.match(r'^\d+:$', fields[0]):
            continue
        kind, index, name = fields[3], fields[6], fields[7] if len(fields) > 7 else ''
        if name == '__gnu_lto_slim':
            raise ValueError(f'{path}: holds no machine code: build with -ffat-lto-objects')
        section = sections.get(index, '')
        writable = bool(_WRITABLE.match(section)) and not _READ_ONLY_AFTER_START.match(section)
        if kind in ('OBJECT', 'TLS', 'COMMON') and (writable or index == 'COM'):
            found.append(name)
    return found


def check_globals(objects: List[Path], allowed: Dict[str, str]) -> List[str]:
    """`allowed` maps the end of an object's path to its one variable; that one must be there."""
    wrong = [] if objects else ['there are no objects: build first']
    seen = set()
    for path in objects:
        for name in mutable_symbols(path):
            excused = next((end for end, variable in allowed.items()
                            if path.as_posix().endswith(end) and name == variable), None)
            if excused is None:
                wrong.append(f'{path.name}: {name} is a mutable global')
            seen.add(excused)
    wrong += [f'{end} should hold {variable}' for end, variable in allowed.items() if end not in seen]
    return wrong
