#!/bin/bash
# pipeline/deploy/slurm on a real slurmctld with two slurmd on this machine: plan, array job, merge; a node is killed in
# the middle, its tasks are queued again; the merged reports must be those of a run in one piece. Own folder, ports and
# munge; everything is ended and removed. Ends with 77 (skipped) where the packages are missing.
#   slurm_test.sh PROGRAM SOURCE_FOLDER
set -u
program=$1 source=$2
for tool in slurmctld slurmd sbatch scontrol sinfo munged; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed (slurmctld slurmd slurm-client munge)"; exit 77; }
done
folder=$(mktemp -d /tmp/audit-slurm-XXXXXX)
chmod 755 "$folder"
started=()

# Step daemons and tasks leave their slurmd; all have our configuration in their environment.
processes_with() {
  local process
  for process in /proc/[0-9]*; do
    process=${process#/proc/}
    [ "$process" = $$ ] || [ "$process" = "$BASHPID" ] && continue
    tr '\0' '\n' 2>/dev/null <"/proc/$process/environ" | grep -qx "SLURM_CONF=$folder/slurm.conf" || continue
    tr '\0' '\n' 2>/dev/null <"/proc/$process/environ" | grep -q "$1" && echo "$process"
  done
}

# shellcheck disable=SC2317 # called by the trap
finish() {
  code=$?
  for process in "${started[@]}" $(processes_with .); do kill -9 "$process" 2>/dev/null; done
  wait 2>/dev/null
  case $code in 0 | 77) ;; *) tail -n 40 "$folder"/*.log "$folder"/audit/*.log 2>/dev/null ;; esac
  rm -rf "$folder"
  exit "$code"
}
trap finish EXIT
fail() { echo "FAILED: $*"; exit 1; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start_munge() {
  mkdir -m 700 "$folder/munge"
  head -c 1024 /dev/urandom >"$folder/munge/key"
  chmod 600 "$folder/munge/key"
  mkdir -m 755 "$folder/socket"
  munged --foreground --force --key-file="$folder/munge/key" --socket="$folder/socket/munge" \
    --pid-file="$folder/munge/pid" --log-file="$folder/munge.log" --seed-file="$folder/munge/seed" 2>"$folder/munged.log" &
  started+=($!)
}

write_config() {
  host=$(hostname -s)
  cat >"$folder/slurm.conf" <<CONF
ClusterName=audit
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/socket/munge,cred_expire=5
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2
SlurmdTimeout=10
MessageTimeout=10
ReturnToService=2
RequeueExit=75
MpiDefault=none
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$(free_port) CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$(free_port) CPUs=1 State=UNKNOWN
PartitionName=audit Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
CONF
  mkdir -p "$folder/state" "$folder/spool-n1" "$folder/spool-n2"
  export SLURM_CONF=$folder/slurm.conf
}

start_slurm() {
  slurmctld -D -i 2>"$folder/ctld.log" &
  started+=($!)
  for node in n1 n2; do
    slurmd -D -N $node 2>"$folder/d-$node.log" &
    started+=($!)
    eval "slurmd_$node=$!"
  done
  for _ in $(seq 100); do
    [ "$(sinfo -h -o '%T %D' 2>/dev/null)" = "idle 2" ] && return
    sleep 0.2
  done
  fail "the cluster did not come up: $(sinfo 2>&1)"
}

# The step daemons that the processes named belong to.
step_daemons_of() {
  local process parent
  for process in "$@"; do
    parent=$(awk '$1 == "PPid:" { print $2 }' "/proc/$process/status" 2>/dev/null)
    case $(cat "/proc/$parent/comm" 2>/dev/null) in slurmstepd*) echo "$parent" ;; esac
  done
}

start_munge
write_config
sleep 0.5
start_slurm
echo "cluster is up after ${SECONDS} s"

mkdir "$folder/archive"
for copy in $(seq 24); do cp -r "$source/samples" "$folder/archive/$copy"; done
# Equal documents would be read once.
for copy in $(seq 24); do
  find "$folder/archive/$copy" -name '*.html' -exec sh -c 'for f; do echo "<!-- $0 -->" >>"$f"; done' "$copy" {} +
  find "$folder/archive/$copy" -name '*.pdf' -exec sh -c 'for f; do printf "\n%%%s\n" "$0" >>"$f"; done' "$copy" {} +
done
cd "$folder/archive" || fail "no archive"
"$program" run "$folder/archive" --out "$folder/whole" --quiet
[ $? -eq 3 ] || fail "the run in one piece"

# What a task runs, with a note of who runs where.
cat >"$folder/noted" <<NOTED
#!/bin/bash
[ \$1 = run ] && echo \$\$ >"$folder/on-\$SLURMD_NODENAME"
exec "$program" "\$@"
NOTED
chmod +x "$folder/noted"
export AUDIT_PROGRAM=$folder/noted AUDIT_WORK=$folder AUDIT_RUN_OPTIONS="--jobs 1"
merge=$("$source/pipeline/deploy/slurm/submit.sh" 6 "$folder/archive" "$folder/audit") || fail "submit"

# The node is killed with all that runs on it once it has a task in the middle of its work.
for _ in $(seq 600); do
  [ -f "$folder/on-n2" ] && break
  sleep 0.05
done
[ -f "$folder/on-n2" ] || fail "node n2 never had a task"
sleep 0.5
task=$(cat "$folder/on-n2")
kill -0 "$task" || fail "the task was too quick to be killed"
victims="$task $(awk '$1 == "PPid:" { print $2 }' "/proc/$task/status")"
# shellcheck disable=SC2046,SC2086,SC2154 # lists of process numbers
kill -9 $(step_daemons_of $victims) $slurmd_n2 $victims 2>/dev/null
echo "node n2 killed with its task after ${SECONDS} s"

for _ in $(seq 600); do
  state=$(scontrol -o show job "$merge" 2>/dev/null | grep -o 'JobState=[A-Z]*')
  case $state in
    JobState=COMPLETED) break ;;
    JobState=FAILED | JobState=CANCELLED | JobState=TIMEOUT) fail "the merge ended with $state" ;;
  esac
  sleep 0.5
done
[ "$state" = JobState=COMPLETED ] || fail "the merge did not end: $(squeue 2>&1)"
echo "merged after ${SECONDS} s"
scontrol -o show job 2>/dev/null | grep -q 'Restarts=[1-9]' || fail "no task was queued again"
for file in documents.csv statements.csv findings.csv report.html; do
  cmp "$folder/whole/$file" "$folder/audit/report/$file" || fail "$file differs"
done
echo "passed: reports are those of a run in one piece"
exit 0
