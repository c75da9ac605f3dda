import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../rules/index.ts';

/** Share of right hits below which a rule is information. */
const LEAST = 0.8;
const UNKNOWN = /No hit was found in the [\d,]+ records .* so its precision is not known\./;

const named = rules.map(({ meta }) => [meta.id, meta] as const);
const pageOf = (group: string, id: string): string =>
  readFileSync(fileURLToPath(new URL(`../rules/checks/${group}/${id}.md`, import.meta.url)), 'utf8');

describe('what is known of a rule that judges text', () => {
  const judged = named.flatMap(([id, { precision, severity }]) =>
    precision ? [[id, precision, severity] as const] : [],
  );

  test.each(judged)('%s: most of its hits were right, or it is information', (_id, precision, severity) => {
    const { judged: all, right } = precision;
    expect(Number.isInteger(all) && Number.isInteger(right) && all > 0 && right >= 0 && right <= all).toBe(true);
    expect(right / all >= LEAST || severity === 'info').toBe(true);
    expect(precision.on).not.toBe('');
    expect(precision.read).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  const texts = named.filter(([, { group }]) => group === 'text');
  test.each(texts)('%s: its precision is in the code, or its page says that none is known', (id, meta) => {
    const page = pageOf(meta.group, id);
    expect(page).toContain('**Precision.**');
    expect(UNKNOWN.test(page)).toBe(meta.precision === undefined);
  });
});
