import fc from 'fast-check';

// One seed for every property test, so that a run can be repeated; FTLINT_SEED=n looks elsewhere.
fc.configureGlobal({ seed: Number(process.env['FTLINT_SEED'] ?? 20261122) });
