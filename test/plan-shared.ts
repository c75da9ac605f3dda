import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Architecture } from '../src/plan/architecture.ts';
import { readConfig } from '../src/plan/read-config.ts';

/** A JSON file of rules/. */
export const ruleFile = <T>(path: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../rules/${path}`, import.meta.url)), 'utf8')) as T;

/** A shipped model. */
export const modelOf = (id: string): Architecture =>
  readConfig(ruleFile<{ readonly config: unknown }>(`models/${id}.json`).config, id);
