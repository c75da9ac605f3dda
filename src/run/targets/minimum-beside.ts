import type { GateReport, TargetReport } from '../../core/report.ts';
import { grouped } from '../../core/template.ts';

/** Gate of a task that asks for enough samples. */
const ENOUGH = 'samples.minimum';

/** Beside the task's minimum, that of each place where it will be trained: the two often differ by an order of magnitude. */
export function withTargetMinimum(gate: GateReport, targets: readonly TargetReport[]): GateReport {
  if (gate.id !== ENOUGH) return gate;
  const others = targets.flatMap(({ label, gates }) => {
    const least = gates.find(({ id }) => id === 'rows.minimum')?.threshold ?? null;
    return least === null ? [] : [`${label} needs ${grouped(least)}`];
  });
  return others.length === 0 ? gate : { ...gate, against: [gate.against, ...others].join('; ') };
}
