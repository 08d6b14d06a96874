#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages that are missing; with all there it only looks, in a fraction of a second.
# tools/setup.sh        what a build needs
# tools/setup.sh test   and what the tests need
set -euo pipefail

needed=(gcc libc6-dev make cmake ninja-build pkg-config
    libgsl-dev libcjson-dev libzstd-dev libxxhash-dev librandom123-dev
    libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev fonts-inter fonts-dejavu-core)
wanted=()
if [ "${1:-}" = test ]; then
    needed+=(libcmocka-dev python3 python3-jsonschema zstd binutils help2man man-db)
    # this version, because others lay out code differently; where it is not to be had, layout is not checked, and
    # without libFuzzer (in libclang-rt-14-dev) nothing is fuzzed
    wanted=(clang-format-14 clang-tidy-14 clang-14 libclang-rt-14-dev)
fi

if ! command -v dpkg-query > /dev/null; then
    echo "setup: no Debian or Ubuntu; these packages, or what they hold, must be there: ${needed[*]}"
    exit 0
fi

# missing_of PACKAGE...: those that are not installed
missing_of() {
    local there
    there=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2> /dev/null || true)
    for package in "$@"; do
        grep -qx "$package installed" <<< "$there" || echo "$package"
    done
}

mapfile -t missing < <(missing_of "${needed[@]}")
mapfile -t extra < <([ ${#wanted[@]} = 0 ] || missing_of "${wanted[@]}")
[ $((${#missing[@]} + ${#extra[@]})) -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo > /dev/null; then
        echo "setup: needs root or sudo to install: ${missing[*]} ${extra[*]}" >&2
        [ ${#missing[@]} -gt 0 ] && exit 3 || exit 0
    fi
    as_root=(sudo)
fi

# a fresh machine knows no packages at all
if [ ${#missing[@]} -gt 0 ] || ! apt-cache show gcc > /dev/null 2>&1; then
    echo "setup: reading the lists of packages"
    "${as_root[@]}" apt-get update -qq
fi
for package in "${extra[@]}"; do
    if apt-cache show "$package" > /dev/null 2>&1; then
        missing+=("$package")
    else
        echo "setup: $package is not in this distribution; going on without it"
    fi
done
[ ${#missing[@]} -gt 0 ] || exit 0
echo "setup: installing ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    > /dev/null
