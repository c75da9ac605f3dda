import type { Entry, RecordView } from './record.ts';
import { ValueType } from './tape.ts';

/** An image in a message. */
export interface TargetImage {
  /** The part that holds it: where a finding points. */
  readonly entry: Entry;
  /** A string with an address: http, data or s3; -1: there is none. */
  readonly url: Entry;
  /** A string with base64 and nothing else; -1: there is none. */
  readonly data: Entry;
  /** A string that says its type, beside the data: `png`, `image/png`; -1: there is none. */
  readonly mime: Entry;
}

const NONE: readonly TargetImage[] = [];

/** The images of a content: OpenAI `image_url`, Anthropic and Converse `image`, Gemini `inlineData` and `fileData`. A string has none. */
export function imagesIn(view: RecordView, content: Entry): readonly TargetImage[] {
  if (content < 0 || view.type(content) !== ValueType.array) return NONE;
  let found: TargetImage[] | undefined;
  for (let e = view.first(content); e >= 0; e = view.sibling(e, content)) {
    const image = imageOf(view, e);
    if (image !== undefined) (found ??= []).push(image);
  }
  return found ?? NONE;
}

function imageOf(view: RecordView, part: Entry): TargetImage | undefined {
  const linked = view.child(part, 'image_url');
  if (linked >= 0) return { entry: part, url: inside(view, linked, ['url']), data: -1, mime: -1 };
  const image = view.child(part, 'image');
  if (image >= 0) return withSource(view, part, image);
  const source = view.child(part, 'source');
  if (source >= 0 && view.isString(view.child(part, 'type')) && view.head(view.child(part, 'type'), 8) === 'image')
    return withSource(view, part, part);
  for (const key of ['inlineData', 'inline_data', 'fileData', 'file_data']) {
    const inner = view.child(part, key);
    if (inner < 0) continue;
    const mime = either(view, inner, ['mimeType', 'mime_type']);
    // Documents, sounds and videos stand in the same parts.
    if (view.isString(mime) && !/^image\//i.test(view.head(mime, 8))) return undefined;
    return { entry: part, url: either(view, inner, ['fileUri', 'file_uri']), data: view.child(inner, 'data'), mime };
  }
  return undefined;
}

/** `{format, source: {bytes}}`, `{source: {s3Location: {uri}}}`, `{source: {type, media_type, data}}`, or an address alone. */
function withSource(view: RecordView, part: Entry, image: Entry): TargetImage {
  if (view.isString(image)) return { entry: part, url: image, data: -1, mime: -1 };
  const source = view.child(image, 'source');
  const place = view.child(source, 's3Location');
  const url = place >= 0 ? view.child(place, 'uri') : either(view, source, ['url', 'uri']);
  const mime = either(view, image, ['format']);
  return {
    entry: part,
    url,
    data: either(view, source, ['bytes', 'data']),
    mime: mime >= 0 ? mime : view.child(source, 'media_type'),
  };
}

function either(view: RecordView, object: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const entry = view.child(object, key);
    if (entry >= 0) return entry;
  }
  return -1;
}

/** A string, or the member of an object. */
const inside = (view: RecordView, entry: Entry, keys: readonly string[]): Entry =>
  view.isString(entry) ? entry : either(view, entry, keys);
