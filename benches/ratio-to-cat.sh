#!/usr/bin/env bash
# How long a check takes, process start included, against `cat` of the same file: both in turn, medians and their ratio.
# usage: benches/ratio-to-cat.sh [FILE] [RUNS]      (build first: cargo build --release)
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${2:-31}
file=${1:-}
if [ -z "$file" ]; then
  # 25 KB: two compliant policies and a leaflet, one after the other.
  file=$(mktemp --suffix=.md)
  trap 'rm -f "$file"' EXIT
  cat fixtures/compliant/complaints-policy.md >"$file"
  for more in policy-in-plain-words leaflet; do tail -n +8 "fixtures/compliant/$more.md" >>"$file"; done
fi
nanoseconds() { local from; from=$(date +%s%N); "$@" >/dev/null || true; echo $(($(date +%s%N) - from)); }
for _ in 1 2 3; do nanoseconds cat "$file"; nanoseconds target/release/ombudlint check "$file"; done >/dev/null
cats=() checks=()
for _ in $(seq "$runs"); do
  cats+=("$(nanoseconds cat "$file")")
  checks+=("$(nanoseconds target/release/ombudlint check "$file")")
done
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
a=$(median "${cats[@]}") b=$(median "${checks[@]}")
awk -v a="$a" -v b="$b" -v size="$(wc -c <"$file")" -v n="$runs" 'BEGIN {
  printf "%d bytes, %d runs each: cat %.1f ms, ombudlint check %.1f ms, ratio %.1f\n", size, n, a / 1e6, b / 1e6, b / a }'
