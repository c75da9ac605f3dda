import type { Reporter } from './reporter.ts';

/** Reporters by the name that `--reporter` takes; each is loaded only when it is asked for. */
export const reporters: Readonly<Record<string, () => Promise<Reporter>>> = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  concise: async () => (await import('./concise.ts')).concise,
  json: async () => (await import('./json.ts')).json,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
};
