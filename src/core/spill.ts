import { ENTRY_BYTES } from './table-entry.ts';

/** A place for bytes outside memory: run/ hands in a temporary file. */
export interface Spill {
  /** Appends; returns where the bytes begin. Throws FtlintError when there is no room. */
  write(bytes: Uint8Array): number;
  /** Fills `into` with the bytes from `position`. */
  read(position: number, into: Uint8Array): void;
  close(): void;
}

/** A stretch of one partition's entries in a spill: its number among the table's spills, first byte, entries. */
export interface SpilledRun {
  readonly spill: number;
  readonly position: number;
  readonly size: number;
}

/** Bytes gathered before they are written at once; whole entries. */
const STAGING = 1 << 20;

/** Gathers the chunks of one partition after the other into few long writes. */
export class SpillWriter {
  private readonly staging = new Uint8Array(STAGING);
  private readonly spill: Spill;
  private used = 0;
  private runs: SpilledRun[] = [];

  constructor(spill: Spill) {
    this.spill = spill;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const count = Math.min(bytes.length - at, STAGING - this.used);
      this.staging.set(bytes.subarray(at, at + count), this.used);
      this.used += count;
      at += count;
      if (this.used === STAGING) this.flush();
    }
  }

  /** Ends a partition; says where its entries went. */
  end(): readonly SpilledRun[] {
    this.flush();
    const { runs } = this;
    this.runs = [];
    return runs;
  }

  private flush(): void {
    if (this.used === 0) return;
    const position = this.spill.write(this.staging.subarray(0, this.used));
    this.runs.push({ spill: 0, position, size: this.used / ENTRY_BYTES });
    this.used = 0;
  }
}
