"""A small scanner of C: enough to find includes and the bodies of functions, on any text without crashing."""
import re
from typing import Iterator, List, NamedTuple, Tuple

# One token at a time, so that a quote in a comment or a comment in a string is what it is.
_TOKEN = re.compile(
    r'//(?:[^\n\\]|\\.|\\\n)*'
    r'|/\*.*?(?:\*/|\Z)'
    r'|"(?:[^"\\\n]|\\.|\\\n)*(?:"|(?=\n)|\Z)'
    r"|'(?:[^'\\\n]|\\.|\\\n)*(?:'|(?=\n)|\Z)",
    re.DOTALL)
_DIRECTIVE = re.compile(r'^[ \t]*#(?:[^\n\\]|\\.|\\\n)*', re.MULTILINE | re.DOTALL)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


class Include(NamedTuple):
    line: int
    quoted: bool
    path: str


class Function(NamedTuple):
    name: str
    line: int    # of its opening brace
    lines: int   # from the opening to the closing brace, both counted


def _blank(match: 're.Match[str]') -> str:
    return re.sub(r'[^\n]', ' ', match.group())


def _blank_comment(match: 're.Match[str]') -> str:
    return _blank(match) if match.group().startswith('/') else match.group()


def includes(text: str) -> Iterator[Include]:
    """All #include lines; those in comments are none."""
    text = _TOKEN.sub(_blank_comment, text)
    for match in _INCLUDE.finditer(text):
        yield Include(text.count('\n', 0, match.start()) + 1, match.group(1) == '"', match.group(2))


def _name_before(text: str, close: int) -> str:
    """The identifier in front of the parenthesis that `close` closes."""
    depth = 0
    for at in range(close, -1, -1):
        depth += (text[at] == ')') - (text[at] == '(')
        if depth == 0:
            match = re.search(r'(\w+)\s*$', text[:at])
            return match.group(1) if match else '?'
    return '?'


def functions(text: str) -> List[Function]:
    """All function bodies: a brace at the outermost level behind a closing parenthesis."""
    text = _DIRECTIVE.sub(_blank, _TOKEN.sub(_blank, text))
    found: List[Function] = []
    begin: Tuple[str, int] = ('', 0)
    depth = 0
    for match in re.finditer(r'[{}]', text):
        at = match.start()
        if match.group() == '{':
            before = len(text[:at].rstrip()) - 1
            if depth == 0:
                begin = (_name_before(text, before), at) if before >= 0 and text[before] == ')' else ('', at)
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0 and begin[0]:
                first, last = text.count('\n', 0, begin[1]) + 1, text.count('\n', 0, at) + 1
                found.append(Function(begin[0], first, last - first + 1))
    return found
