#!/bin/sh
# The patch tool's install order over the network: install.sh FLEET HOST IP UPDATES
# Exit codes as activities/deploy/exit-cause.ts reads them: 68 unreachable, anything else failed on the host.
set -eu
host="$1/$2"
ping -q -n -c 1 -W 1 "$3" >/dev/null 2>&1 || { echo "$2 does not answer at $3" >&2; exit 68; }
echo "$4" >>"$host/orders"
[ "$(cat "$host/agent")" = works ] || { echo 'the update agent of the host is broken (0x80070002)' >&2; exit 1; }
echo "$4" | tr ',' '\n' >>"$host/installed"
echo 'installed'
