#!/usr/bin/env bash
# Builds everything and runs every test. The last line is the sum: "N passed, N failed".
#   release  all tests, on what is shipped
#   dev      must compile (asserts and checks of the whole state after every event)
#   asan     all but the statistics-heavy ones, with AddressSanitizer, UBSan and every check
#   tsan     the tests of the threads
#   fuzz     the scenario loader, the trace reader, the readers of recorded calls, of call logs and of series for a minute, where clang 14 is to be had
#   layout and lint of the code, where clang-format 14 and clang-tidy 14 are to be had
set -uo pipefail
cd "$(dirname "$0")/.." || exit 3

logs=build/log
jobs=$(nproc)
passed=0
failed=0
rows=()

# row NAME PASSED FAILED NOTE: remembers a line of the summary, and adds it to the sum.
row() {
    passed=$((passed + $2))
    failed=$((failed + $3))
    rows+=("$(printf '%-14s %4d passed %4d failed  %s' "$1" "$2" "$3" "$4")")
}

# build PRESET [TARGET...]: says nothing unless it fails.
build() {
    local preset=$1 begin=$SECONDS
    shift
    if cmake --preset "$preset" > "$logs/$preset-build.log" 2>&1 &&
        cmake --build --preset "$preset" ${1:+--target "$@"} >> "$logs/$preset-build.log" 2>&1; then
        echo "== $preset: built in $((SECONDS - begin)) s"
        return 0
    fi
    echo "== $preset: does not build; the end of $logs/$preset-build.log:"
    grep -v '^\[[0-9]*/[0-9]*\] Building' "$logs/$preset-build.log" | tail -n 40
    row "$preset build" 0 1 "see $logs/$preset-build.log"
    return 1
}

# count JUNIT: prints "PASSED FAILED SKIPPED NAMES-OF-SKIPPED". A test that could not be started has failed.
count() {
    python3 - "$1" << 'PYTHON'
import sys
import xml.etree.ElementTree as tree
passed, failed, skipped = 0, 0, []
for case in tree.parse(sys.argv[1]).getroot().iter('testcase'):
    status, note = case.get('status'), case.find('skipped')
    if status == 'run':
        passed += 1
    elif status == 'notrun' and note is not None and 'SKIP_' in note.get('message', ''):
        skipped.append(case.get('name'))
    else:
        failed += 1
print(passed, failed, len(skipped), *skipped)
PYTHON
}

# run NAME FOLDER [CTEST-OPTION...]
run() {
    local name=$1 folder=$2 begin=$SECONDS junit="$PWD/$logs/$1.xml" code=0 good=0 bad=0 skips=0 skipped=''
    shift 2
    rm -f "$junit"
    echo "== $name: testing"
    ctest --test-dir "$folder" --output-on-failure --parallel "$jobs" --timeout 300 --no-tests=error \
        --output-junit "$junit" "$@" > "$logs/$name-tests.log" 2>&1 || code=$?
    if [ -f "$junit" ]; then
        read -r good bad skips skipped < <(count "$junit")
    fi
    if [ "$code" != 0 ]; then
        [ "$bad" -gt 0 ] || bad=1
        grep -v -E '^ *[0-9]+/[0-9]+ Test .*Passed|^ *Start ' "$logs/$name-tests.log" | tail -n 150
    fi
    row "$name" "$good" "$bad" "$((SECONDS - begin)) s${skipped:+, $skips skipped: $skipped}"
}

c_files() {
    find include sim viz tests tools -name '*.[ch]' ! -path include/hotline/record.h | sort
}

check_layout() {
    if ! command -v clang-format-14 > /dev/null; then
        row layout 0 0 'skipped: no clang-format-14'
    elif c_files | xargs clang-format-14 --dry-run -Werror > "$logs/layout.log" 2>&1; then
        row layout 1 0 ''
    else
        grep 'error:' "$logs/layout.log" | cut -d: -f1 | sort | uniq -c
        row layout 0 1 'run clang-format-14 -i on these files'
    fi
}

# Reads the commands of the dev build: clang does not know all options of a release by gcc.
check_lint() {
    local begin=$SECONDS
    if ! command -v clang-tidy-14 > /dev/null; then
        row lint 0 0 'skipped: no clang-tidy-14'
    elif find sim viz -name '*.c' -print0 | xargs -0 -n 4 -P "$jobs" clang-tidy-14 --quiet -p build/dev \
        > "$logs/lint.log" 2>&1; then
        row lint 1 0 "$((SECONDS - begin)) s"
    else
        grep -E '(error|warning):' "$logs/lint.log" | sort -u | head -n 40
        row lint 0 1 "see $logs/lint.log"
    fi
}

# All fuzzers at once, for a minute.
check_fuzz() {
    local begin=$SECONDS code=0
    echo "== fuzz: searching"
    tools/fuzz.sh 60 > "$logs/fuzz.log" 2>&1 || code=$?
    if [ "$code" = 4 ]; then
        row fuzz 0 0 'skipped: no clang-14 with libFuzzer'
    elif [ "$code" = 0 ]; then
        row fuzz 5 0 "$((SECONDS - begin)) s"
    else
        tail -n 60 "$logs/fuzz.log"
        row fuzz 0 1 "see $logs/fuzz.log"
    fi
}

tools/setup.sh test || exit 3
mkdir -p "$logs"
build release && run release build/release
build dev && check_lint
check_layout
build asan && run asan build/asan --label-exclude '^(exact|slow)$'
check_fuzz
build tsan tests/unit/run/all && run tsan build/tsan/tests/unit/run

echo
echo "== summary, after $((SECONDS / 60)) min $((SECONDS % 60)) s"
printf '%s\n' "${rows[@]}"
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
