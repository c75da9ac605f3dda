import { type Codec, plainCodec } from '../stats/codec.ts';
import { type Place, Sink } from './sink.ts';

/** A rule's count and places, and the members of a place in one order. */
interface Encoded {
  readonly keep: number;
  readonly rules: ReadonlyMap<string, { readonly count: number; readonly places: readonly Place[] }>;
}

const plain = plainCodec<Encoded>(1);

/** Codec of exact counts and first places. Equal sinks give equal bytes, whatever the order in which rules spoke. */
export const sinkCodec: Codec<Sink> = {
  version: 1,
  encode(sink) {
    const rules = new Map<string, { count: number; places: readonly Place[] }>();
    for (const id of sink.rules()) {
      const kept = sink.of(id);
      if (kept !== undefined && kept.count > 0) rules.set(id, { count: kept.count, places: kept.places.map(ordered) });
    }
    return plain.encode({ keep: sink.keep, rules });
  },
  decode(bytes) {
    const { keep, rules } = plain.decode(bytes);
    const sink = new Sink(keep);
    for (const [id, { count, places }] of rules) {
      sink.count(id, count);
      for (const place of places) sink.place(id, place);
    }
    return sink;
  },
};

function ordered({ ref, split, message, pointer, at, data, partner, order }: Place): Place {
  return {
    ref: { segment: ref.segment, offset: ref.offset, line: ref.line },
    split,
    message,
    ...(pointer === undefined ? {} : { pointer }),
    ...(at === undefined ? {} : { at: { offset: at.offset, line: at.line } }),
    data,
    ...(partner === undefined
      ? {}
      : { partner: { segment: partner.segment, offset: partner.offset, line: partner.line } }),
    order,
  };
}
