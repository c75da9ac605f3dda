import fc from 'fast-check';

/** Bytes that are overwritten, by place and value, and where the rest is cut off. */
export interface Damage {
  readonly edits: readonly (readonly [at: number, value: number])[];
  readonly cut: number | null;
}

/** A few bytes of any file, mostly values that lengths and flags trip over; sometimes its tail. */
export const damages: fc.Arbitrary<Damage> = fc.record({
  edits: fc.array(
    fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.integer({ min: 0, max: 255 }))),
    { minLength: 1, maxLength: 5 },
  ),
  cut: fc.option(fc.nat()),
});

/** The file with the damage done, its first `magic` bytes as they were: else it would be another kind of file. */
export function damaged(file: Uint8Array, { edits, cut }: Damage, magic: number): Uint8Array {
  const bytes = new Uint8Array(file);
  for (const [at, value] of edits) bytes[magic + (at % (bytes.length - magic))] = value;
  return cut === null ? bytes : bytes.subarray(0, 4 + (cut % (bytes.length - 4)));
}
