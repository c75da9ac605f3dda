import { bytesText, type Cells, damaged } from './cells.ts';
import type { ArrowType } from './schema.ts';
import { dateText, decimalText, floatText, halfFloat, timestampText, timeText } from '../rows/scalar-text.ts';

/** The writer of values that take the same number of bytes each, or a bit. */
export function scalarCell(type: ArrowType, bytes: Uint8Array, length: number): Cells['write'] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = type.is === 'boolean' ? 1 / 8 : 'width' in type ? type.width : type.is === 'date' && type.days ? 4 : 8;
  if (bytes.length < length * width) throw damaged();
  switch (type.is) {
    case 'boolean':
      return (text, i) => text.ascii((bytes[i >> 3] >> (i & 7)) & 1 ? 'true' : 'false');
    case 'integer': {
      const at = integerAt(view, type.width, type.signed);
      return (text, i) => text.ascii(String(at(i)));
    }
    case 'float':
      if (type.width === 2) return (text, i) => text.ascii(floatText(halfFloat(view.getUint16(i * 2, true))));
      if (type.width === 4) return (text, i) => text.ascii(floatText(view.getFloat32(i * 4, true)));
      return (text, i) => text.ascii(floatText(view.getFloat64(i * 8, true)));
    case 'decimal':
      if (![4, 8, 16, 32].includes(width)) throw damaged();
      return (text, i) => text.ascii(decimalText(littleEndian(view, i * width, width), type.scale));
    case 'date':
      if (type.days) return (text, i) => text.ascii(dateText(view.getInt32(i * 4, true)));
      return (text, i) => text.ascii(dateText(Number(view.getBigInt64(i * 8, true)) / 86_400_000));
    case 'time':
      if (width === 4) return (text, i) => text.ascii(timeText(BigInt(view.getInt32(i * 4, true)), type.unit));
      return (text, i) => text.ascii(timeText(view.getBigInt64(i * 8, true), type.unit));
    case 'timestamp':
      return (text, i) => text.ascii(timestampText(view.getBigInt64(i * 8, true), type.unit, type.zone));
    default:
      return (text, i) => bytesText(text, bytes, i * width, (i + 1) * width, false);
  }
}

function integerAt(view: DataView, width: number, signed: boolean): (i: number) => number | bigint {
  if (width === 1) return signed ? (i) => view.getInt8(i) : (i) => view.getUint8(i);
  if (width === 2) return signed ? (i) => view.getInt16(i * 2, true) : (i) => view.getUint16(i * 2, true);
  if (width === 4) return signed ? (i) => view.getInt32(i * 4, true) : (i) => view.getUint32(i * 4, true);
  return (i) => {
    const high = view.getInt32(i * 8 + 4, true);
    // Most fit in a float exactly, which is many times as fast.
    if (high >= -0x1fffff && high < 0x1fffff && (signed || high >= 0))
      return high * 2 ** 32 + view.getUint32(i * 8, true);
    return signed ? view.getBigInt64(i * 8, true) : view.getBigUint64(i * 8, true);
  };
}

function littleEndian(view: DataView, at: number, width: number): bigint {
  if (width === 4) return BigInt(view.getInt32(at, true));
  let value = view.getBigInt64(at + width - 8, true);
  for (let i = width - 16; i >= 0; i -= 8) value = (value << 64n) | view.getBigUint64(at + i, true);
  return value;
}
