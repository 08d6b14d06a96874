#!/bin/sh
# Everything that README.md quotes, about five minutes on an idle machine:
#     tools/bench/run.sh [BUILD FOLDER] [ROUNDS]
set -eu
cd "$(dirname "$0")/../.."
bench=${1:-build/release}/tools/bench/bench_engine
fit=$(realpath "$(dirname "$bench")/bench_fit")
rounds=${2:-5}
"$bench" growth "$rounds"
"$bench" ratio scenarios/bench/mmc-100.json "$rounds" | tail -1
"$bench" ratio scenarios/bench/skills.json "$rounds" | tail -1
"$bench" threads "$rounds"
for calls in 1e5 1e6 1e7 1e8; do
    "$bench" memory "$calls"
done
"$bench" startup
(cd "${TMPDIR:-.}" && "$fit" 10000000 "$rounds")
