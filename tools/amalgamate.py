#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the library as two files, postventa.c and postventa.h, to be compiled as a part of a program.

usage: amalgamate.py [--depfile FILE] FOLDER SOURCE...

The sources come in the order given, from lib/; each private header becomes a part of its own before the
first source that includes it. Functions that are private to the library become static. What several
sources call by the same name, each for itself, gets the name of the source before it, and a source's
macros end with it. A name that this cannot be done with is an error."""
import argparse
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PUBLIC, PRIVATE = ROOT / "include", ROOT / "lib"
LICENCE = "/* SPDX-License-Identifier: MIT */\n"
INCLUDE = re.compile(r'#include (?:<([\w/.]+)>|"([\w/.]+)")')
GUARD = re.compile(r"^#ifndef (\w+_H)\n#define \1\n(.*)^#endif\n", re.M | re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:.*\\\n)*.*\n", re.M)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
TOKEN = re.compile(r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'
                   | [A-Za-z_]\w* | \d[\w.]* | -> | \s+ | .""", re.S | re.X)
WORD = re.compile(r"[A-Za-z_]\w*$")
MACRO_NAME = re.compile(r"[A-Z_][A-Z0-9_]*$")
# In a private header: of a function or an object, at its first line.
DECLARATION = re.compile(r"^(?!static |typedef |struct \w+(?: \{|;)|enum |union |PTVI_INLINE )\w.*\bptvi_\w+[(,;\[].*$",
                         re.M)
TAGGED = ("struct", "union", "enum")
HOSTED = ("math.h", "stdlib.h", "string.h")  # the prologue has them
OWN = {"static", "typedef", "PTVI_INLINE", "PTVI_APART"}
LIBRARY_NAME = re.compile(r"(?:ptvi?|PTVI?)_")

BANNER = """\
{licence}/* libpostventa {version}: after-sales metrics with error bars, from mergeable states.
 *
 * {what}
 *
 * Generated from the library's sources, which are what to read and to change. */
"""
ABOUT_SOURCE = """\
The whole library in one file, to be compiled as a part of a program, as C11 or C++17:
 *
 *     cc -std=c11 -O2 -ffp-contract=off -c postventa.c
 *
 * -ffp-contract=off   as results are the same on every machine; never -ffast-math
 * -msse2 -mfpmath=sse on 32-bit x86
 * -DPTV_PORTABLE      without code for particular processors and compilers
 * -DPTV_NO_MALLOC     without malloc and free: states that grow want an allocator of the program's
 * -ffreestanding      without the C library's headers; of its functions memcpy, memmove, memset,
 *                     memcmp, malloc and free are needed
 * -DPTV_SHARED -DPTV_BUILDING   as a DLL on Windows"""
ABOUT_HEADER = """\
All public headers in one, for programs that postventa.c is a part of. A program that has the
 * library as a DLL on Windows defines PTV_SHARED."""

# A program that postventa.c is a part of imports nothing.
STATIC = """
#if !defined(PTV_SHARED) && !defined(PTV_STATIC)
#define PTV_STATIC
#endif
"""

# What the private names are declared with, and the C library's headers. C++ has no declaration of a
# static object ahead of its definition.
PROLOGUE = """
#include "postventa.h"

{includes}
#if __STDC_HOSTED__
#include <math.h>
#include <stdlib.h>
#include <string.h>
#else
#define NAN      __builtin_nanf("")
#define INFINITY __builtin_inff()
#ifdef __cplusplus
extern "C" {{
#endif
void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *malloc(size_t size);
void free(void *ptr);
#ifdef __cplusplus
}}
#endif
#endif

/* What C means by {{0}}, and by a constant beside a number; and vectors of the compiler's own headers. */
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#endif

/* No name but those of the public header is seen outside; tests of private functions define the first
 * macro. C++ cannot declare a static object before it is defined. */
#if defined(PTVI_PRIVATE) || defined(__cplusplus)
#define PTVI_DECLARED extern
#define PTVI_DEFINED
#else
#define PTVI_DECLARED static
#define PTVI_DEFINED static
#endif
#ifndef PTVI_PRIVATE
#define PTVI_PRIVATE static
#endif
"""


def fail(message):
    sys.exit(f"amalgamate.py: {message}")


def plain(text):
    """What the compiler is told, without comments and directives."""
    return DIRECTIVE.sub("\n", COMMENT.sub(" ", text))


def tokens(text):
    return [token for token in TOKEN.findall(text) if not token.isspace()]


def items(text):
    """The declarations and definitions of a file: the tokens of each, bodies in braces as one list of
    tokens after the one that opens them."""
    item, body, depth = [], None, 0
    for token in tokens(plain(text)):
        depth += (token == "{") - (token == "}")
        if token == "{" and depth == 1:
            body = []
        elif token == "}" and depth == 0:
            item.append(body)
            body = None
            if not is_type(item[:-1]) and "=" not in item:
                yield item
                item = []
        elif body is not None:
            body.append(token)
        elif token == ";":
            yield item
            item = []
        else:
            item.append(token)


def is_type(item):
    """Whether a body that follows is that of a struct, a union or an enum."""
    return bool(set(TAGGED) & set(item[-2:])) and item[-1] not in ("=", ")")


def declarator(item):
    """The name that an item declares: that of the function, or the last before what it is set to."""
    names, depth = [], 0
    for at, token in enumerate(item):
        after = item[at + 1] if at + 1 < len(item) else ""
        if token == "=" and depth == 0:
            break
        if isinstance(token, list):
            continue
        if WORD.match(token) and depth == 0 and token != "__attribute__":
            if after != "(":
                names.append(token)
            elif not MACRO_NAME.match(token):
                return token
        depth += (token in "([") - (token in ")]")
    return names[-1] if names else ""


def own_names(text):
    """What a source names for itself at file level: functions, objects, types and constants by their
    names, and tags with the word before them, as C has a space of names for each."""
    names = set()
    for item in items(text):
        for at, token in enumerate(item):
            if not isinstance(token, list) or not is_type(item[:at]):
                continue
            if item[at - 1] not in TAGGED:
                names.add(f"struct {item[at - 1]}")
            if "enum" in item[max(at - 2, 0):at]:
                names.update(constants(token))
        if OWN & {word for word in item if isinstance(word, str)}:
            names.add(declarator(item))
            # C++ has one space of names for types.
            names.update(f"struct {name}" for name in [declarator(item)] if "typedef" in item)
    return {name for name in names if name and not LIBRARY_NAME.match(name.removeprefix("struct "))}


def constants(body):
    return [token for before, token in zip([","] + body, body) if before == "," and WORD.match(token)]


def renamed(text, names):
    """The text with names replaced, but those of members: after `.` and `->`, and where the body of a
    struct declares them."""
    parts = TOKEN.findall(text)
    meant = [at for at, part in enumerate(parts) if not part.isspace() and not COMMENT.match(part)]
    before, opener, bodies = "", "", []
    for at, next_at in zip(meant, meant[1:] + [0]):
        part = parts[at]
        # A brace opens the body of a struct if nothing but words is between them.
        if part == "{":
            bodies.append(opener in ("struct", "union"))
        elif part == "}":
            bodies.pop()
        if part in TAGGED or not WORD.match(part):
            opener = part
        member = before in (".", "->") or bodies[-1:] == [True] and parts[next_at] in ";,[:)"
        if before in TAGGED:
            parts[at] = names.get(f"struct {part}", part)
        elif not member:
            parts[at] = names.get(part, part)
        before = part
    return "".join(parts)


class Amalgamation:
    def __init__(self, sources):
        self.sources = sources
        self.read = set()
        self.system = set()
        self.parts = []
        texts = {path: self.text(path) for path in sources}
        users = collections.defaultdict(list)
        for path, text in texts.items():
            for name in own_names(text):
                users[name].append(path)
        self.shared = {name for name, paths in users.items() if len(paths) > 1}
        self.words = {word for text in texts.values() for word in tokens(text)}
        self.objects = set()

    def text(self, path):
        self.read.add(path)
        return path.read_text(encoding="utf-8").replace(LICENCE, "", 1)

    def part(self, path, text):
        name = path.relative_to(ROOT)
        text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
        self.parts.append(f"\n/* {f' {name} '.center(90, '=')} */\n\n{text}\n")

    def public(self, path):
        """A public header with those that it includes, which keep their guards: programs may include
        one of them as well."""
        def include(match):
            system, own = match.groups()
            if system or (path.parent / own) in self.read:
                return match.group(0) if system else ""
            return self.public(path.parent / own)
        return re.sub(INCLUDE.pattern + r"\n", include, self.text(path), flags=re.M)

    def included(self, path, text):
        """A private text without its includes: they come before it, or, in the middle, in place."""
        lines, depth = [], 0
        for line in text.splitlines(True):
            depth += line.startswith("#if") - line.startswith("#endif")
            match = INCLUDE.match(line)
            if match is None:
                lines.append(line)
            elif match.group(1):
                if depth:
                    lines.append(line)
                elif match.group(1) not in HOSTED:
                    self.system.add(match.group(1))
            elif not match.group(2).startswith("postventa/"):
                lines.append(self.header(PRIVATE / match.group(2), depth, f"{path}"))
        return "".join(lines)

    def header(self, path, depth, where):
        """A header becomes a part, once; without a guard, it is a text to be put in each time."""
        is_known = path in self.read
        text = self.text(path)
        guard = GUARD.search(text)
        if guard is None:
            return text
        if depth:
            fail(f"{where} includes {path} under a condition: it would be missing elsewhere")
        if not is_known:
            self.part(path, self.private(self.included(path, text[:guard.start()] + guard.group(2))))
        return ""

    def private(self, text):
        """A private header with functions that are static and objects that may be."""
        def declared(match):
            line = match.group(0)
            if line.startswith("extern "):
                self.objects.add(re.search(r"(\w+)(?:\[.*)?;", line).group(1))
                return line.replace("extern", "PTVI_DECLARED", 1)
            return f"PTVI_PRIVATE {line}"
        return DECLARATION.sub(declared, text)

    def source(self, path):
        text = self.included(path, self.text(path))
        text = renamed(text, {name: self.new_name(path, name) for name in own_names(text) & self.shared})
        for name in self.objects:
            text = re.sub(rf"^(?=\w.*\b{name}\b(?:\[.*)?(?: =|;))", "PTVI_DEFINED ", text, flags=re.M)
        left = re.findall(r"^#define (\w+)", text, re.M)
        ended = set(re.findall(r"^#undef (\w+)", text, re.M))
        text += "\n" + "".join(f"#undef {name}\n" for name in dict.fromkeys(left) if name not in ended)
        self.part(path, text)

    def new_name(self, path, name):
        plain_name = name.removeprefix("struct ")
        stem = path.stem.upper() if MACRO_NAME.match(plain_name) else path.stem
        new = f"{stem}_{plain_name}"
        if new in self.words:
            fail(f"{path} and others have a {name} of their own, and {new} is another name already")
        return new

    def write(self, folder):
        version = ".".join(re.findall(r"^#define PTV_VERSION_(?:MAJOR|MINOR|PATCH)\s+(\d+)",
                                      (PUBLIC / "postventa" / "version.h").read_text(), re.M))
        banner = {"licence": LICENCE, "version": version}
        header = BANNER.format(what=ABOUT_HEADER, **banner) + STATIC + self.public(PUBLIC / "postventa" / "postventa.h")
        for path in self.sources:
            self.source(path)
        includes = "".join(f"#include <{name}>\n" for name in sorted(self.system))
        source = BANNER.format(what=ABOUT_SOURCE, **banner) + PROLOGUE.format(includes=includes) + "".join(self.parts)
        (folder / "postventa.h").write_text(header, encoding="utf-8")
        (folder / "postventa.c").write_text(source, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--depfile", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("sources", type=pathlib.Path, nargs="+")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    amalgamation = Amalgamation([path.resolve() for path in options.sources])
    amalgamation.write(options.folder)
    if options.depfile:
        read = " ".join(str(path) for path in sorted(amalgamation.read))
        options.depfile.write_text(f"{options.folder / 'postventa.c'}: {read}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
