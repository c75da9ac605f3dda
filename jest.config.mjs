export default {
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  maxWorkers: 2,
  transform: { '\\.ts$': '<rootDir>/esbuild-jest.mjs' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', 'rules/**/*.ts'],
};
