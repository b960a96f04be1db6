# SPDX-License-Identifier: MIT
"""The mutants of a source: each a change of one place, found by its syntax."""
import dataclasses
import glob

from clang import cindex
from clang.cindex import CursorKind as Kind
from clang.cindex import TypeKind

BINARY = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"],
    "&": ["|"], "|": ["&"], "^": ["&"], "<<": [">>"], ">>": ["<<"], "&&": ["||"], "||": ["&&"],
    "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="], "%=": ["*="], "&=": ["|="], "|=": ["&="], "^=": ["&="],
    "<<=": [">>="], ">>=": ["<<="],
}
UNARY = {"!": "", "-": "", "~": "", "++": "--", "--": "++"}
# Conditions that no test can make false or true, and promises to the compiler.
UNTOUCHED = {"PTVI_ALWAYS", "PTVI_NEVER", "_Static_assert"}
CONDITIONS = {Kind.IF_STMT: 0, Kind.WHILE_STMT: 0, Kind.DO_STMT: 1, Kind.CONDITIONAL_OPERATOR: 0}
BODIES = {Kind.COMPOUND_STMT, Kind.IF_STMT, Kind.FOR_STMT, Kind.WHILE_STMT, Kind.DO_STMT}
EFFECTS = {Kind.CALL_EXPR, Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR, Kind.UNARY_OPERATOR}


@dataclasses.dataclass(frozen=True)
class Mutant:
    """Bytes from `begin` to `end` of a file become `new`."""

    file: str
    line: int
    function: str
    first: int  # the line where the function begins, or 0 outside of functions
    begin: int
    end: int
    text: str  # the line
    nth: int  # of what is changed in the line, if it is there more than once
    old: str
    new: str

    @property
    def change(self):
        return f"{self.old} -> {self.new or 'nothing'}" + (f" ({self.nth})" if self.nth > 1 else "")

    def applied(self, source):
        return source[: self.begin] + self.new.encode() + source[self.end:]


class Finder:
    def __init__(self, path, unit):
        self.path = path
        self.source = open(path, "rb").read()
        self.found = {}
        self.untouched = []
        self.arrays = set()
        self.first = 0
        tokens = list(unit.cursor.get_tokens())
        self.mark_untouched(tokens)
        for cursor in unit.cursor.get_children():
            if self.here(cursor):
                self.first = 0
                self.visit(cursor, cursor.spelling)

    def here(self, cursor):
        return cursor.location.file is not None and cursor.location.file.name == self.path

    def mark_untouched(self, tokens):
        """The parentheses behind the words that say to leave alone what is in them."""
        depth = 0
        begin = None
        for i, token in enumerate(tokens):
            if begin is None and token.spelling in UNTOUCHED:
                begin, depth = token.extent.start.offset, 0
            elif begin is not None:
                depth += (token.spelling == "(") - (token.spelling == ")")
                if depth == 0 and token.spelling == ")":
                    self.untouched.append((begin, token.extent.end.offset))
                    begin = None

    def add(self, function, begin, end, new):
        if begin >= end or any(low <= begin < high for low, high in self.untouched):
            return
        old = self.source[begin:end].decode()
        first = self.source.rfind(b"\n", 0, begin) + 1
        last = self.source.find(b"\n", begin)
        text = self.source[first:last].decode()
        if text.lstrip().startswith("#"):
            return
        nth = self.source[first:begin].decode().count(old) + 1
        line = self.source.count(b"\n", 0, begin) + 1
        mutant = Mutant(self.path, line, function, self.first, begin, end, " ".join(text.split()), nth,
                        " ".join(old.split()), new)
        self.found.setdefault((begin, end, new), mutant)

    def span(self, cursor):
        return cursor.extent.start.offset, cursor.extent.end.offset

    def visit(self, cursor, function):
        if cursor.kind == Kind.FUNCTION_DECL:
            function = cursor.spelling
            self.first = cursor.extent.start.line
        children = list(cursor.get_children())
        if self.here(cursor):
            self.expression(cursor, children, function)
            self.statement(cursor, children, function)
        for child in children:
            self.visit(child, function)

    def expression(self, cursor, children, function):
        begin, end = self.span(cursor)
        if cursor.kind in (Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR) and len(children) == 2:
            between = self.span(children[0])[1], self.span(children[1])[0]
            word = self.source[between[0]: between[1]].decode().strip() if between[0] < between[1] else ""
            word = word.strip("()").strip()
            at = self.source.find(word.encode(), *between) if word else -1
            for new in BINARY.get(word, []):
                self.add(function, at, at + len(word), new)
        elif cursor.kind == Kind.UNARY_OPERATOR:
            text = self.source[begin:end].decode()
            for word, new in UNARY.items():
                if text.startswith(word) and (len(word) == 2 or text[1:2] != word):
                    self.add(function, begin, begin + len(word), new)
                    break
                if len(word) == 2 and text.endswith(word):
                    self.add(function, end - len(word), end, new)
                    break
        elif cursor.kind == Kind.VAR_DECL:
            self.arrays.update(self.span(child) for child in children if child.kind == Kind.INTEGER_LITERAL)
        elif cursor.kind == Kind.INTEGER_LITERAL:
            self.literal(function, begin, end)

    def literal(self, function, begin, end):
        text = self.source[begin:end].decode()
        digits = text.rstrip("uUlL")
        try:
            value = int(digits, 0)
        except ValueError:
            return  # a character, or made by a macro
        # Room for one more than is used changes nothing.
        too_long = {value + 1} if (begin, end) in self.arrays and self.source[begin - 1: begin] == b"[" else set()
        for new in sorted({value + 1, value - 1, 0} - {value, -1} - too_long):
            self.add(function, begin, end, str(new) + text[len(digits):])

    def statement(self, cursor, children, function):
        if cursor.kind in CONDITIONS and children:
            self.negate(children[min(CONDITIONS[cursor.kind], len(children) - 1)], function)
        if cursor.kind in BODIES:
            for child in children if cursor.kind == Kind.COMPOUND_STMT else children[1:]:
                self.leave_out(child, function)
        if cursor.kind == Kind.RETURN_STMT and children:
            self.answer(children[0], function)

    def negate(self, condition, function):
        begin, end = self.span(condition)
        self.add(function, begin, end, f"!({self.source[begin:end].decode()})")

    def leave_out(self, statement, function):
        begin, end = self.span(statement)
        if statement.kind in EFFECTS and self.source[end: end + 1] == b";":
            self.add(function, begin, end, "")

    def answer(self, value, function):
        begin, end = self.span(value)
        kind = value.type.get_canonical().kind
        if kind in (TypeKind.RECORD, TypeKind.VOID) or self.source[begin:end] in (b"0", b"NULL", b"PTV_OK"):
            return
        self.add(function, begin, end, "0")


def parse(path, arguments):
    if not cindex.Config.loaded:
        cindex.Config.set_library_file(glob.glob("/usr/lib/llvm-14/lib/libclang-14.so*")[0])
    return cindex.Index.create().parse(path, args=arguments)


def mutants_of(path, arguments):
    """All mutants of a source, in its order."""
    return [mutant for _, mutant in sorted(Finder(path, parse(path, arguments)).found.items())]
