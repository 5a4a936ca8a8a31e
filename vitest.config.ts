import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', '.straggler/**'],
    pool: 'forks',
    globalSetup: ['setup/test-servers.ts'],
    // Real servers answer slowly while other files' servers start on the same two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
