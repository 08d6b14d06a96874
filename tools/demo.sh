#!/usr/bin/env bash
# From nothing to a recommendation and a picture: sets up, builds the release, compares the upgrade schemes of a
# call center on the same callers, and shows how to watch them side by side.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh
mkdir -p build/demo
log=build/demo/build.log
echo "Building the release (build/release) ..."
if ! { cmake --preset release -DHOTLINE_TESTS=OFF -DHOTLINE_BENCH=OFF > "$log" &&
    cmake --build --preset release --target hotline_cli hotline-viz >> "$log"; } 2>&1; then
    tail -n 40 "$log"
    exit 3
fi

scenario=scenarios/jilin/upgrade-demo.json
rm -f build/demo/*.trace
echo "build/release/hotline compare $scenario --trace build/demo/upgrade.trace"
echo
build/release/hotline compare "$scenario" --trace build/demo/upgrade.trace

# what is comes first, then what could be
traces=(build/demo/upgrade.{baseline,a,b,c}.trace)
build/release/hotline-viz --size 1920x1080 --screenshot 10:30 build/demo/upgrade.png "${traces[@]}"

cat << TEXT

The picture:        build/demo/upgrade.png
Watch it live:      build/release/hotline-viz build/demo/upgrade.{baseline,a,b,c}.trace
Results as JSON:    build/release/hotline compare $scenario --json
Another question:   build/release/hotline compare $scenario -n 10 --set awt=30s
TEXT
