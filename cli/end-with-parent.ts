/**
 * A process that was started over a channel (by `straggler up`) ends when its parent is gone, however that
 * died: left over, it would keep the port from the next start.
 */
export function endWithParent(): void {
  if (!process.channel) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
