#!/bin/sh
# run.sh PROGRAM SOURCE_DIR: opens reports in Debian's Chromium. 77 (skipped) where node, npm, the packages or chromium
# cannot be had; with AUDIT_BROWSER=required that is a failure.
set -eu
program=$1
source=$2
skip() {
  echo "skipped: $1"
  [ "${AUDIT_BROWSER-}" = required ] && exit 1
  exit 77
}
for tool in node npm chromium; do
  command -v "$tool" >/dev/null || skip "$tool is missing (apt-get install chromium nodejs npm)"
done
cd "$source/tests/browser"
if [ ! -d node_modules/playwright-core ] || [ ! -d node_modules/axe-core ]; then
  npm ci --no-audit --no-fund >/dev/null 2>&1 || skip "npm ci cannot get the packages of tests/browser/package-lock.json"
fi
exec env AUDIT_PROGRAM="$program" AUDIT_SOURCE_DIR="$source" node --test --test-concurrency=1 *_test.mjs
