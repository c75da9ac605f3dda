export default {
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  maxWorkers: 2,
  setupFiles: ['<rootDir>/test/seed.ts'],
  transform: { '\\.ts$': '<rootDir>/esbuild-jest.mjs' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', 'rules/**/*.ts'],
};
