import { defineConfig } from 'vitest/config';

/** Tests run on the sources: the condition points every package's export at `src/`. */
const conditions = ['openeccp-source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'bench/**/*.test.ts',
            'packages/*/src/**/*.test.ts',
            'conformance/**/*.test.ts',
            'scripts/**/*.test.ts',
            'simulation/**/*.test.ts',
          ],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts', 'examples/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
