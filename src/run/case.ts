import type { GateOutcome, Waiver } from '../core/gates.ts';
import type { Gate, Task } from '../core/gate-types.ts';
import type { Grouped } from '../core/measure.ts';
import type { Measures } from '../core/measures.ts';
import type { FileReport, FindingReport, Verdict } from '../core/report.ts';
import type { Rule } from '../core/rule-types.ts';
import type { ScanState } from '../core/scan.ts';
import type { SplitName } from '../core/tape.ts';
import type { Seen } from '../tasks/infer.ts';
import type { Places } from './places.ts';
import type { Doubt } from './doubts.ts';
import type { Filter } from './severity.ts';
import type { Destinations } from './targets/destinations.ts';

/** Everything known of one data set at the end of the pass. */
export interface Case {
  readonly name: string;
  readonly files: readonly FileReport[];
  readonly state: ScanState;
  readonly grouped: Grouped;
  readonly places: Places;
  readonly rules: readonly Rule[];
  readonly gates: readonly Gate[];
  readonly tasks: readonly Task[];
  readonly filter: Filter;
  readonly waivers: ReadonlyMap<string, Waiver>;
  /** `--task`. */
  readonly given: Task | undefined;
  readonly seen: Seen;
  /** Why it is open which columns are meant, and the task whose naming settles it. */
  readonly doubt: Doubt | undefined;
  /** Top-level keys that the main format knows as optional. */
  readonly optional: ReadonlySet<string>;
  readonly blankLines: ReadonlyMap<SplitName, number>;
  /** "3 of 10 shards seen". */
  readonly incomplete: string | undefined;
  /** Evaluation files that lie beside it and were not named. */
  readonly beside: readonly string[];
  /** What a declaration names for it and is not there, as sentences. */
  readonly absent: readonly string[];
  /** Why an input of it was not read to its end. */
  readonly broken: readonly string[];
  readonly limit: number;
  /** `--for`. */
  readonly destinations: Destinations | undefined;
}

/** A data set held against one task. */
export interface Judged {
  readonly task: Task;
  readonly splits: ReadonlyMap<SplitName, Measures>;
  readonly gates: readonly GateOutcome[];
  readonly findings: readonly FindingReport[];
  readonly verdict: Verdict;
}
