import type { Entry } from '../core/record.ts';
import { TARGET_ROLES, type TargetRecord, type TargetShape } from '../core/target-types.ts';

/** A piece of a record in the order in which a trainer reads it. */
export interface Span {
  /** Entry of a string, or of a container whose strings count; -1: nothing. */
  entry: Entry;
  /** The loss sees it. */
  learnt: boolean;
  /** Number in `TARGET_ROLES`; 0 for a field that is no message. */
  role: number;
  /** Side that it belongs to: -1 both, else the number of the learnt field (chosen, rejected). */
  side: number;
  message: boolean;
}

const ASSISTANT = TARGET_ROLES.indexOf('assistant');

/** Lists what a record of this shape says, reusing one array: `spans[0 .. count)`. */
export class SpanReader {
  readonly spans: Span[] = [];
  count = 0;
  /** Sides that are trained one beside the other (chosen and rejected); 1: one. */
  readonly sides: number;
  private readonly names: readonly string[];
  private readonly learnt: ReadonlyMap<string, number>;

  constructor(shape: TargetShape) {
    // Beside token ids stand their labels and masks: lists as long, and no more tokens.
    const names = shape.kind === 'token-ids' ? shape.learnt : Object.keys(shape.fields);
    this.names = names.filter((name) => READ.has(shape.fields[name].is));
    const paired = shape.kind === 'preference' && shape.learnt.length > 1;
    this.learnt = new Map(shape.learnt.map((name, i) => [name, paired ? i : 0]));
    this.sides = paired ? shape.learnt.length : 1;
  }

  read(record: TargetRecord): void {
    this.count = 0;
    for (const name of this.names) {
      const side = this.learnt.get(name);
      const where = this.sides > 1 && side !== undefined ? side : -1;
      const turns = record.turns.find(({ field }) => field === name);
      if (turns !== undefined && turns.length > 0)
        for (let i = 0; i < turns.length; i++) {
          const learnt = side !== undefined && turns.role[i] === ASSISTANT;
          this.push(turns.content[i], learnt, turns.role[i], where, true);
          if (turns.calls[i] >= 0) this.push(turns.calls[i], learnt, turns.role[i], where, false);
          if (turns.call[i] >= 0) this.push(turns.call[i], learnt, turns.role[i], where, false);
        }
      else if (record.field(name) >= 0) this.push(record.field(name), side !== undefined, 0, where, false);
    }
  }

  private push(entry: Entry, learnt: boolean, role: number, side: number, message: boolean): void {
    const at = this.count++;
    const span = this.spans[at];
    if (span === undefined) this.spans.push({ entry, learnt, role, side, message });
    else {
      span.entry = entry;
      span.learnt = learnt;
      span.role = role;
      span.side = side;
      span.message = message;
    }
  }
}

/** Fields with text in them. */
const READ = new Set(['text', 'parts', 'turns', 'text-or-turns', 'text-or-list', 'list', 'any', 'scalar']);
