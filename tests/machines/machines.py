# SPDX-License-Identifier: MIT
"""The machines and compilers that the library is tested on."""
import dataclasses
import shutil
import subprocess


@dataclasses.dataclass
class Machine:
    """How programs for it are made and run, and the Debian packages that this takes."""

    what: str
    packages: list
    compiler: str
    flags: str = ""
    link: str = ""
    runs: str = ""
    # Where not the same: what compiles the library.
    library_compiler: str = ""
    # What is done once before programs run.
    prepare: str = "true"

    @property
    def is_emulated(self):
        return self.runs.startswith("qemu")


def emulated(what, triplet, debian, qemu=None):
    """A Linux that GCC compiles for and QEMU runs."""
    return Machine(
        what,
        [f"gcc-{triplet}", f"libc6-dev-{debian}-cross", "qemu-user-static"],
        f"{triplet}-gcc",
        link="-static",
        runs=f"qemu-{qemu or debian}-static",
    )


def wine():
    """Debian does not put it where programs are found."""
    if shutil.which("wine64") or not shutil.which("dpkg"):
        return "wine64"
    files = subprocess.run(["dpkg", "-L", "wine64"], capture_output=True, text=True).stdout.split()
    return next((file for file in files if file.endswith("/wine/wine64")), "wine64")


def windows(prefix):
    return Machine(
        "long of 32 bits, another C library",
        ["gcc-mingw-w64-x86-64", "wine64"],
        "x86_64-w64-mingw32-gcc",
        flags="-D__USE_MINGW_ANSI_STDIO=1",
        link="-static",
        runs=f"env WINEDEBUG=-all WINEPREFIX=$$PWD/{prefix} {wine()}",
        prepare=f"mkdir -p {prefix} && WINEDEBUG=-all WINEPREFIX=$$PWD/{prefix} {wine()} wineboot",
    )


def machines(builds):
    """By name; the first is what the others are compared with."""
    return {
        "gcc": Machine("x86-64", ["gcc", "libc6-dev"], "gcc"),
        "clang": Machine("x86-64", ["clang", "libc6-dev"], "clang"),
        # It takes neither NaN nor minus infinity in an initializer, and the tests are full of them.
        "tcc": Machine(
            "x86-64 without __int128; the tests are compiled by gcc",
            ["tcc", "gcc", "libc6-dev"],
            "gcc",
            flags="-DPTV_PORTABLE",
            # What its code calls to convert numbers, and to say that the stack holds no code.
            link="$$(tcc -print-search-dirs | grep libtcc1.a) -z noexecstack",
            library_compiler="tcc",
        ),
        "musl": Machine("x86-64, another C library", ["gcc", "musl-tools"], "musl-gcc", link="-static"),
        "i686": Machine(
            "32 bits",
            ["gcc-i686-linux-gnu", "libc6-dev-i386-cross"],
            "i686-linux-gnu-gcc",
            flags="-msse2 -mfpmath=sse",
            link="-static",
        ),
        "arm64": emulated("fused multiply-add, unsigned char", "aarch64-linux-gnu", "arm64", "aarch64"),
        "armhf": emulated("32 bits, unsigned char", "arm-linux-gnueabihf", "armhf", "arm"),
        "s390x": emulated("big-endian, fused multiply-add, unsigned char", "s390x-linux-gnu", "s390x"),
        "sparc64": emulated("big-endian, traps misaligned loads", "sparc64-linux-gnu", "sparc64"),
        "riscv64": emulated("fused multiply-add, unsigned char", "riscv64-linux-gnu", "riscv64"),
        "ppc": emulated("32 bits, big-endian, unsigned char", "powerpc-linux-gnu", "powerpc", "ppc"),
        "ppc64": emulated("big-endian, unsigned char", "powerpc64-linux-gnu", "ppc64"),
        "mips": emulated("32 bits, big-endian, traps misaligned loads", "mips-linux-gnu", "mips"),
        "windows": windows(f"{builds}/windows/wine"),
        "wasm32": Machine(
            "WebAssembly, in Node",
            ["clang-14", "lld-14", "wasi-libc", "libclang-rt-14-dev-wasm32"],
            "clang-14 --target=wasm32-wasi",
            flags="-I tests/machines/wasm",
            link="-z stack-size=8388608",
            # With its other threads, Node 20 crashes now and then when a program has ended.
            runs="node --no-warnings --single-threaded tests/machines/wasi.mjs",
        ),
    }


# What `run quick` takes, and the tests that take an emulator longest, which it leaves to the others.
QUICK = ["gcc", "tcc", "s390x"]
SLOW = {"calendar", "cohorts_count", "complaints", "definitions", "durations", "erlang", "lifetime"}
