import type { Context } from '@temporalio/activity'
import type { ActivityInterceptorsFactory } from '@temporalio/worker'

const interval = 5_000

/**
 * Beats for every activity while it runs, so that a worker killed in the middle is noticed after
 * 15 s instead of at the activity's own deadline.
 */
export const heartbeat: ActivityInterceptorsFactory = (context: Context) => ({
  inbound: {
    async execute(input, next) {
      const beat = setInterval(() => context.heartbeat(), interval)
      try {
        return await next(input)
      } finally {
        clearInterval(beat)
      }
    },
  },
})
