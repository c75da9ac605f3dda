import type { Entry, RecordView } from '../core/record.ts';
import type { TargetTurns, TurnsReading } from '../core/target-types.ts';
import { ValueType } from '../core/tape.ts';
import { roleNames } from './role-names.ts';

/** Messages of a list that there is room for at first. */
const ROOM = 16;

/** The messages of one field, read into the same arrays for every record. */
export class TurnsReader implements TargetTurns {
  readonly field: string;
  list: Entry = -1;
  length = 0;
  entry = new Int32Array(ROOM);
  role = new Uint8Array(ROOM);
  spelling = new Uint8Array(ROOM);
  roleEntry = new Int32Array(ROOM);
  content = new Int32Array(ROOM);
  calls = new Int32Array(ROOM);
  call = new Int32Array(ROOM);
  private readonly reading: TurnsReading;
  private readonly named: ReturnType<typeof roleNames>;

  constructor(field: string, reading: TurnsReading) {
    this.field = field;
    this.reading = reading;
    this.named = roleNames(reading);
  }

  /** Reads the list at `list`; no turns where it is no list. A message that is no object has neither role nor content. */
  read(view: RecordView, list: Entry): void {
    this.list = list;
    this.length = 0;
    if (list < 0 || view.type(list) !== ValueType.array) return;
    for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) this.add(view, e);
  }

  private add(view: RecordView, e: Entry): void {
    const at = this.length++;
    if (at === this.entry.length) this.grow();
    this.entry[at] = e;
    const roleEntry = keyed(view, e, this.reading.role);
    const { role, spelling } = this.named(view, roleEntry);
    this.role[at] = role;
    this.spelling[at] = spelling;
    this.roleEntry[at] = roleEntry;
    this.content[at] = keyed(view, e, this.reading.content);
    this.calls[at] = view.child(e, 'tool_calls');
    this.call[at] = view.child(e, 'function_call');
  }

  private grow(): void {
    const twice = <A extends Int32Array | Uint8Array>(old: A, fresh: A): A => {
      fresh.set(old);
      return fresh;
    };
    const size = this.entry.length * 2;
    this.entry = twice(this.entry, new Int32Array(size));
    this.role = twice(this.role, new Uint8Array(size));
    this.spelling = twice(this.spelling, new Uint8Array(size));
    this.roleEntry = twice(this.roleEntry, new Int32Array(size));
    this.content = twice(this.content, new Int32Array(size));
    this.calls = twice(this.calls, new Int32Array(size));
    this.call = twice(this.call, new Int32Array(size));
  }
}

/** The first of these keys that the object has; -1: none. */
function keyed(view: RecordView, object: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const entry = view.child(object, key);
    if (entry >= 0) return entry;
  }
  return -1;
}
