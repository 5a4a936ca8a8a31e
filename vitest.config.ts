import { defineConfig } from 'vitest/config'

const wholeSystem = 'e2e/**/*.test.ts'

export default defineConfig({
  test: {
    pool: 'forks',
    // Real servers answer slowly while other files' servers start on the same two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['**/*.test.ts'],
          exclude: ['node_modules/**', '.straggler/**', wholeSystem],
          globalSetup: ['setup/test-servers.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: [wholeSystem],
          globalSetup: ['setup/test-servers.ts'],
          // A ladder of seconds needs the cores for itself.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
