import {
  defineTargetRule,
  type Entry,
  faults,
  inRoles,
  optionsOf,
  partFields,
  type RecordView,
  type Report,
  roleBits,
  roleList,
  shortText,
  shortValue,
  spelling,
  type TargetImage,
  type TargetRecord,
  imagesIn,
  type TargetRole,
  textList,
  ValueType,
} from '../../../src/rule.ts';

type Fault = 'role' | 'count' | 'not-allowed' | 'scheme' | 'mime' | 'size';
interface Options {
  readonly fault: Fault;
  /** Roles whose messages may hold images. */
  readonly roles?: readonly TargetRole[];
  /** Images of a record. */
  readonly most?: number;
  readonly schemes?: readonly string[];
  readonly mime?: readonly string[];
  /** Of one image, decoded. */
  readonly bytes?: number;
}

/** Bytes of an address that hold its scheme and its type. */
const HEAD = 96;
/** Base64 characters stand for three bytes in four. */
const PER_CHARACTER = 3 / 4;

const headOf = (view: RecordView, url: Entry): string => (view.isString(url) ? view.head(url, HEAD) : '');

/** `data`, `https` …; empty: the address has none. */
const schemeOf = (head: string): string => /^\s*([a-z][a-z0-9+.-]{0,20}):/i.exec(head)?.[1].toLowerCase() ?? '';

/** `image/png` of a data URI or of what stands beside the data; undefined: nothing says it. */
function mimeOf(view: RecordView, { url, mime }: TargetImage): string | undefined {
  const said = headOf(view, mime).trim().toLowerCase();
  const own = said === '' ? /^\s*data:([^;,\s]{1,64})/i.exec(headOf(view, url))?.[1].toLowerCase() : said;
  const full = own === undefined || own.includes('/') ? own : `image/${own}`;
  return full === 'image/jpg' ? 'image/jpeg' : full;
}

/** Bytes of the picture itself, from the length of its base64; 0: it is not in the record. */
function bytesOf(view: RecordView, { url, data }: TargetImage): number {
  if (view.isString(data)) return Math.floor(view.codePoints(data) * PER_CHARACTER);
  const head = headOf(view, url);
  if (schemeOf(head) !== 'data') return 0;
  return Math.floor((view.codePoints(url) - (head.indexOf(',') + 1)) * PER_CHARACTER);
}

/** Reports an image where none may be, too many of them, and one whose address, type or size is not taken. */
export const targetImages = defineTargetRule<Options>({
  meta: {
    id: 'target-images',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has an image that {target} does not take',
      other: '{count} records have an image that {target} does not take',
    },
    messages: {
      role: 'message {number} has the role "{role}" and an image; {target} expects images in messages of role {expected} only; move or remove it',
      count: 'the record has {found} images; {target} takes {most} at most; split the record',
      'not-allowed': '{where} has an image; {target} takes text only; remove it, or drop the record',
      scheme: 'the address of an image begins with "{found}"; {target} takes {schemes}; write it in one of these ways',
      mime: 'an image is of type "{found}"; {target} takes {mime}; convert it',
      size: 'an image has {found} bytes; {target} takes {bytes} at most; make it smaller',
    },
    options: optionsOf(
      {
        fault: faults('role', 'count', 'not-allowed', 'scheme', 'mime', 'size'),
        roles: roleList,
        most: { type: 'integer', minimum: 0 },
        schemes: { type: 'array', items: { enum: ['data', 'http', 'https', 's3'] }, minItems: 1 },
        mime: textList,
        bytes: { type: 'integer', minimum: 1 },
      },
      ['fault'],
    ),
    fix: 'none',
  },
  compile(options, shape) {
    const { fault, roles = ['user'], most = Infinity, schemes = [], bytes = Infinity } = options;
    const mime = (options.mime ?? []).map((type) => type.toLowerCase());
    const allowed = roleBits(roles);
    // Texts in parts have no role.
    const fields = fault === 'role' ? [] : partFields(shape);

    /** What is wrong with an image, as a message says it; undefined: nothing. */
    function faultOf(view: RecordView, image: TargetImage): string | undefined {
      if (fault === 'not-allowed') return '';
      if (fault === 'mime') {
        const type = mimeOf(view, image);
        return type === undefined || mime.includes(type) ? undefined : shortText(type);
      }
      if (fault === 'size') return bytesOf(view, image) > bytes ? String(bytesOf(view, image)) : undefined;
      // Base64 beside a type is data in the record.
      const scheme = view.isString(image.data) ? 'data' : schemeOf(headOf(view, image.url));
      return schemes.includes(scheme) ? undefined : shortText(scheme || headOf(view, image.url));
    }

    /** Images in texts that are written in parts, outside of messages. */
    function ofFields(record: TargetRecord, before: number, report: Report): void {
      const { view } = record;
      let count = before;
      for (const name of fields) {
        for (const image of imagesIn(view, record.field(name))) {
          count++;
          if (askImage(record, image, `"${record.keyOf(name)}"`, count, report)) return;
        }
      }
    }

    /** Whether an image has a fault, which is reported then; `count`: images up to this one. */
    function askImage(record: TargetRecord, image: TargetImage, where: string, count: number, report: Report): boolean {
      const { entry } = image;
      if (fault === 'count') {
        if (count !== most + 1) return false;
        report('count', { entry, data: { found: total(record, fields), most } });
        return true;
      }
      const found = faultOf(record.view, image);
      if (found === undefined) return false;
      const data = { where, found, schemes: schemes.join(', '), mime: mime.join(', '), bytes };
      report(fault, { entry, data });
      return true;
    }

    return (record, report) => {
      const { view } = record;
      let count = 0;
      for (const { content, role, roleEntry, length } of record.turns) {
        for (let i = 0; i < length; i++) {
          if (content[i] < 0 || view.type(content[i]) !== ValueType.array) continue;
          for (const image of imagesIn(view, content[i])) {
            count++;
            if (fault !== 'role') {
              if (askImage(record, image, `message ${i + 1}`, count, report)) return;
            } else if (!inRoles(allowed, role[i])) {
              const expected = roles.map((name) => spelling(record, name)).join(' or ');
              const data = { number: i + 1, role: shortValue(view, roleEntry[i]), expected };
              return report('role', { entry: image.entry, data });
            }
          }
        }
      }
      if (fields.length > 0) ofFields(record, count, report);
    };
  },
});

/** Images of a record. */
function total(record: TargetRecord, fields: readonly string[]): number {
  const { view } = record;
  let sum = 0;
  for (const { content, length } of record.turns)
    for (let i = 0; i < length; i++) sum += imagesIn(view, content[i]).length;
  for (const name of fields) sum += imagesIn(view, record.field(name)).length;
  return sum;
}
