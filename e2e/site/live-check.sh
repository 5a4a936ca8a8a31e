#!/bin/sh
# Asks one host what it has installed: live-check.sh FLEET HOST IP UPDATES; prints [{"update_id", "state"}, ...]
set -eu
host="$1/$2"
ping -q -n -c 1 -W 1 "$3" >/dev/null 2>&1 || { echo "$2 does not answer at $3" >&2; exit 68; }
separator='['
for update in $(echo "$4" | tr ',' ' '); do
  if grep -qxF "$update" "$host/installed"; then state=patched; else state=missing; fi
  printf '%s{"update_id":"%s","state":"%s"}' "$separator" "$update" "$state"
  separator=','
done
echo ']'
