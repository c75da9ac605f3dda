import { groupedCodec } from '../../core/grouped-codec.ts';
import { groupTables } from '../../core/measure.ts';
import { scanCodec } from '../../core/scan-codec.ts';
import { Sink } from '../../core/sink.ts';
import { sinkCodec } from '../../core/sink-codec.ts';
import { placesOf } from '../places.ts';
import { withShared } from '../shared-tables.ts';
import type { Answers, GroupJob } from './job.ts';
import { rulesFor } from './rules-for.ts';

/** What a worker thread does to group its share: places of groups go into a sink of its own. */
export async function groupThread({
  state,
  tables,
  segments,
  share,
  destinations,
}: GroupJob): Promise<Answers['group']> {
  const rules = await rulesFor(destinations, 1);
  const decoded = scanCodec(rules).decode(state);
  const sink = new Sink(decoded.sink.keep);
  const { segmentAt } = placesOf([], segments, decoded.ends);
  const grouped = groupTables({ ...withShared(decoded, tables), sink }, rules, segmentAt, share);
  return { grouped: groupedCodec(rules).encode(grouped), sink: sinkCodec.encode(sink) };
}
