#!/bin/bash
# The line for GNU parallel in pipeline/deploy/README.md, as it stands there, over the samples.
#   parallel_test.sh PROGRAM SOURCE_FOLDER
set -eu
program=$1 source=$2
command -v parallel >/dev/null || { echo "skipped: GNU parallel is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME=$folder PATH=$folder/bin:$PATH
mkdir bin
ln -s "$program" bin/brochure-audit
"$program" run "$source/samples" --out whole --quiet || [ $? -eq 3 ]
commands=$(sed -n 's/^    //p' "$source/pipeline/deploy/README.md" | sed "s#/srv/brochures#$source/samples#")
echo "$commands"
grep -q '^parallel ' <<<"$commands"
while read -r line; do
  # merge ends with 3 for documents that were not fully read
  bash -c "$line" </dev/null || [ $? -eq 3 ]
done <<<"$commands"
for file in documents.csv statements.csv findings.csv report.html; do cmp "whole/$file" "report/$file"; done
echo "passed"
