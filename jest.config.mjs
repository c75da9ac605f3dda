export default {
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  maxWorkers: 2,
  // A busy machine is no fault: no test says how long something may take.
  testTimeout: 120_000,
  globalSetup: '<rootDir>/test/one-temp-folder.mjs',
  globalTeardown: '<rootDir>/test/temp-folder-gone.mjs',
  setupFiles: ['<rootDir>/test/seed.ts'],
  transform: { '\\.ts$': '<rootDir>/esbuild-jest.mjs' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', 'rules/**/*.ts'],
};
