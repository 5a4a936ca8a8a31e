/** What the help desk does when the user calls; the same in the ticket and in the note of a penalty. */
export const runbook = (hostname: string): string => `IF THE USER CALLS
Account or network may be off because of this. Nothing is broken.
To get the user working:

  straggler repair ${hostname} --reason "user called"

This gives back for a while what the installation needs, asks the patch tool
to install, and checks. Ask the user to leave the computer on and connected.
Patched: everything stays on and this ticket is closed by itself.
Not patched: what was given back may be taken again later.

Please do not enable the account or the port by hand: it looks like somebody
else's change, and Straggler would stop and ask.

IF IT MUST WAIT
  straggler hold ${hostname} --reason "..."    stops the clock
  straggler resume ${hostname}                 starts it again
  straggler case ${hostname}                   what happened, what is next`
