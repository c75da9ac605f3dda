import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { cases, hasCases } from './shared.ts';

/** Planted defect (by the number of its file) → the rule that names it. Absent: clean, or a destination's affair. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  '01': ['utf8-bom'],
  '03': ['blank-line'],
  '04': ['blank-line'],
  '06': ['truncated-last-record'],
  '07': ['duplicate-key'],
  '08': ['copies.share'],
  '09': ['copies.share'],
  '10': ['opposite-answers', 'different-answers'],
  '11': ['empty-assistant'],
  '12': ['empty-assistant'],
  '13': ['null-content'],
  '14': ['content-type'],
  '15': ['missing-role'],
  '16': ['missing-content'],
  '17': ['foreign-role'],
  '19': ['unknown-role'],
  '21': ['tool-arguments-not-json'],
  '24': ['tool-result-without-call'],
  '25': ['roles-not-alternating'],
  '26': ['roles-not-alternating'],
  '27': ['starts-with-assistant'],
  '28': ['last-turn-not-assistant'],
  '29': ['no-assistant'],
  '30': ['no-user'],
  '31': ['system-not-first'],
  '32': ['empty-messages'],
  '33': ['wrong-type'],
  '34': ['not-a-message'],
  '35': ['unknown-shape'],
  '36': ['not-an-object'],
  '37': ['invalid-json'],
  '38': ['invalid-json'],
  '39': ['wrong-extension'],
  '40': ['wrong-extension'],
  '43': ['all-weights-zero'],
  '49': ['wrong-encoding'],
  '50': ['invalid-utf8'],
  '51': ['lone-surrogate'],
  '52': ['control-character'],
  '54': ['mixed-shapes'],
  '55': ['special-token-in-content'],
  '57': ['mojibake'],
  '58': ['answer-monotony'],
  '59': ['nan-literal'],
};
const CLEAN = ['00', '02', '05', '20'];
/** Findings about size, which 40 records always have. */
const SIZE = new Set(['samples.minimum', 'missing-eval']);

describe('planted defects', () => {
  const here = hasCases();
  test('each is found by the rule that names it, and the clean files are clean', async () => {
    const folder = join(cases, 'defects');
    const names = here ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
    const table: string[] = [];
    const wrong: string[] = [];
    for (const name of names) {
      const report = await check({ inputs: [join(folder, name)], task: 'dialogue' });
      const findings = report.datasets.flatMap((d) => d.findings).filter((f) => !SIZE.has(f.rule));
      const rules = findings.map((f) => f.rule);
      const number = name.slice(0, 2);
      table.push(
        `${name.padEnd(48)} ${findings.map((f) => `${f.severity} ${f.rule}`).join(', ') || (report.failures[0]?.code ?? 'clean')}`,
      );
      for (const rule of NAMES[number] ?? []) {
        if (!rules.includes(rule)) wrong.push(`${name}: ${rule} is silent (${rules.join(', ')})`);
      }
      if (CLEAN.includes(number) && findings.some((f) => f.severity !== 'info'))
        wrong.push(`${name}: not clean (${rules.join(', ')})`);
      if (number === '60' && report.exitCode !== 2) wrong.push(`${name}: exit ${report.exitCode}`);
    }
    if (here) console.log(table.join('\n'));
    expect(wrong).toEqual([]);
    expect(names.length === 62 || !here).toBe(true);
  }, 60_000);
});
