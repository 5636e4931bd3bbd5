#!/bin/bash
# Plans an archive and audits it as an array job with a merge after it:
#   submit.sh SHARDS ARCHIVE FOLDER
# FOLDER is on a drive that all nodes see; it gets manifest, shards/ and report/. Prints the number of the merge job.
# Shards should last some minutes each. Further options of sbatch, such as a partition: SBATCH_PARTITION and the like.
set -euo pipefail
if [ $# -ne 3 ]; then
  sed -n '3,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$3"
folder=$(cd "$3" && pwd)
export AUDIT_SHARDS=$1 AUDIT_MANIFEST=$folder/manifest AUDIT_OUT=$folder/shards AUDIT_REPORT=$folder/report
mkdir -p "$AUDIT_OUT"
"${AUDIT_PROGRAM:-brochure-audit}" plan "$2" --out "$AUDIT_MANIFEST" --work "${AUDIT_WORK:-${TMPDIR:-/tmp}}" >&2
array=$(sbatch --parsable --array="1-$1" --output="$folder/shard-%a.log" "$here/shard.sbatch")
# afterok would wait for ever behind a task that failed.
sbatch --parsable --dependency="afterany:$array" --output="$folder/merge.log" "$here/merge.sbatch"
