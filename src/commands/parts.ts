/** The commands about partial results: one file of the bundle, for they share the engine. */
export { mergeCommand } from './merge.ts';
export { reportCommand } from './report.ts';
export { scanCommand } from './scan.ts';
