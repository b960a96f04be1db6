# SPDX-License-Identifier: MIT
# What the commands that build and test have in common; sourced, in the project's folder. What each
# leaves in $RESULTS, tests/figures.py counts and puts beside the goals:
#
#   TITLE.json    the log of meson test or of pytest: a test a line
#   TITLE.log     the output of a gate, with its lines `figure: NAME VALUE`
#   TITLE.failed  is there when the gate failed
set -euo pipefail
export LC_ALL=C.UTF-8
failed=0
export RESULTS=${RESULTS:-build/results/single}
mkdir -p "$RESULTS"

# configure NAME CC [OPTION...]: a build tree, made or brought up to date, and built.
configure() {
    local name=$1 compiler=$2
    shift 2
    local common=(-Dwerror=true -Dprogram=enabled -Dtests=enabled -Ddocs=enabled "$@")
    if [ -f "build/$name/build.ninja" ]; then
        echo "==> Building build/$name"
        meson configure "build/$name" "${common[@]}" >/dev/null
    else
        echo "==> Setting up and building build/$name"
        CC=$compiler meson setup "build/$name" "${common[@]}" >/dev/null
    fi
    ninja -C "build/$name" --quiet
}

# check TITLE NAME [OPTION...]: runs the tests of a build tree; a failure does not stop the rest.
check() {
    local title=$1 name=$2
    shift 2
    local log=testlog-$title
    echo "==> Testing: $title"
    rm -f "$RESULTS/$title.json"
    meson test -C "build/$name" --no-rebuild --print-errorlogs --logbase "$log" "$@" || failed=1
    # Under a wrapper its name is added.
    cat "build/$name/meson-logs/$log".json "build/$name/meson-logs/$log"-*.json >"$RESULTS/$title.json" 2>/dev/null ||
        [ -s "$RESULTS/$title.json" ] || failed=1
}

# gate TITLE COMMAND...: runs a command that says by its status whether all is well.
gate() {
    local title=$1
    shift
    echo "==> Gate: $title"
    rm -f "$RESULTS/$title.failed"
    if ! "$@" 2>&1 | tee "$RESULTS/$title.log"; then
        failed=1
        touch "$RESULTS/$title.failed"
    fi
}

# chosen KNOWN NAME...: stops where a name is not among the known ones.
chosen() {
    local known=" $1 " name
    shift
    for name in "$@"; do
        if [[ $known != *" $name "* ]]; then
            echo "$0: there is no '$name'; there are:$known" >&2
            exit 2
        fi
    done
}

# package NAME [OPTION...]: the Python package, built and installed in a new environment.
package() {
    echo "==> Setting up and building build/$1"
    if ! CC=gcc tools/python-environment "build/$1" "${@:2}"; then
        failed=1
        touch "$RESULTS/$1.failed"
        return 1
    fi
}

# check_package NAME [ARGUMENT...]: runs its tests.
check_package() {
    local at=build/$1 status=0
    echo "==> Testing: $1"
    HYPOTHESIS_STORAGE_DIRECTORY=$at/hypothesis \
        "$at/venv/bin/python" -B -m pytest --quiet --numprocesses auto --continue-on-collection-errors \
        --results "$RESULTS/$1.json" "${@:2}" bindings/python/tests || status=$?
    [ $status = 0 ] || failed=1
    # Above 1, which says that tests failed, not all of them were run.
    [ $status -le 1 ] || touch "$RESULTS/$1.failed"
}

# run_parts COMMAND ALL NAME...: what a command is made of, each a function run_NAME; without names all.
# In the end the table of figures.
run_parts() {
    local command=$1 all=$2 whole= name
    shift 2
    chosen "$all" "$@"
    if [ $# = 0 ]; then
        whole=--whole
        set -- $all
    fi
    rm -rf "$RESULTS"
    mkdir -p "$RESULTS"
    for name in "$@"; do
        local at=$SECONDS
        "run_$name"
        echo "==> $name took $((SECONDS - at)) s"
    done
    # Since the command began: what it installed first counts too.
    SECONDS_TAKEN=$SECONDS python3 -B tests/figures.py $whole "$command" || failed=1
    exit $failed
}
