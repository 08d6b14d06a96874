#!/usr/bin/env bash
# Searches with libFuzzer for input that breaks the scenario loader, the trace reader, the reader of
# recorded calls, that of call logs or that of series to forecast, all at once.
#     tools/fuzz.sh [SECONDS]     default: 60. Exit code 0: nothing found; 1: found; 4: no clang 14 with libFuzzer
# What is worth keeping is gathered in build/fuzz/corpus-* and is where the next search begins; input that breaks
# something is left in build/fuzz/broken-*: run the fuzzer on it alone to see it again, mend, and add it to
# tests/fuzz/corpus.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 3

seconds=${1:-60}
log=build/fuzz/build.log
mkdir -p build/fuzz
if ! echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
    clang-14 -fsanitize=fuzzer,address,undefined -x c -o build/fuzz/probe - > "$log" 2>&1; then
    echo 'fuzz: no clang-14 with libFuzzer (Debian: clang-14, libclang-rt-14-dev)'
    exit 4
fi
if ! { cmake --preset fuzz && cmake --build --preset fuzz; } > "$log" 2>&1; then
    echo "fuzz: does not build; the end of $log:"
    tail -n 40 "$log"
    exit 1
fi

parts=(scenario trace calls log series)
searches=()
for part in "${parts[@]}"; do
    mkdir -p "build/fuzz/corpus-$part"
    words=()
    [ "$part" != scenario ] || words=(-dict=build/fuzz/tests/fuzz/scenario.dict)
    "build/fuzz/tests/fuzz/fuzz_${part}_libfuzzer" -max_total_time="$seconds" -max_len=65536 -timeout=20 \
        -print_final_stats=1 -artifact_prefix="build/fuzz/broken-$part-" "${words[@]}" \
        "build/fuzz/corpus-$part" "tests/fuzz/corpus/$part" > "build/fuzz/$part.log" 2>&1 &
    searches+=($!)
done
code=0
for i in "${!parts[@]}"; do
    log="build/fuzz/${parts[$i]}.log"
    if wait "${searches[$i]}"; then
        echo "fuzz: ${parts[$i]}: nothing found in $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        echo "fuzz: ${parts[$i]}: broken; the end of $log:"
        tail -n 40 "$log"
        code=1
    fi
done
exit "$code"
