/** What an archive says about a file in it. */
export interface EntryRecord {
  name: string;
  modifiedAt: Date;
  crc32: number;
  size: number;
  packedSize: number;
  /** Where its local header begins. */
  offset: number;
  /** Whether its local header has room for sizes of 64 bits. */
  large: boolean;
}

/** No bundle packs more than so many bytes into one: what does was made to fill a disk. */
export const mostPacking = 200;

const utf8Names = 0x0800;
const deflated = 8;
const noLimit = 0xffffffff;
const versionOfDeflate = 20;
const versionOfZip64 = 45;
/** Unix, so that the permissions below count. */
const madeBy = (3 << 8) | versionOfZip64;
const readableFile = 0o100644;

/** Date and time of MS-DOS, which zip has, in UTC so that they are the same on every machine. */
function dosTime(moment: Date): { date: number; time: number } {
  const year = moment.getUTCFullYear();
  if (!(year >= 1980 && year <= 2107)) return { date: (1 << 5) | 1, time: 0 };
  return {
    date: ((year - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return extra;
}

/** APPNOTE.TXT 4.3.7. Of a length that depends on name and `large` alone, so that it can be written twice. */
export function localHeader({ name, modifiedAt, crc32, size, packedSize, large }: EntryRecord): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const extra = large ? zip64Extra([size, packedSize]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  const { date, time } = dosTime(modifiedAt);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(large ? versionOfZip64 : versionOfDeflate, 4);
  header.writeUInt16LE(utf8Names, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(time, 10);
  header.writeUInt16LE(date, 12);
  header.writeUInt32LE(crc32, 14);
  header.writeUInt32LE(large ? noLimit : packedSize, 18);
  header.writeUInt32LE(large ? noLimit : size, 22);
  header.writeUInt16LE(nameBytes.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, nameBytes, extra]);
}

/** APPNOTE.TXT 4.3.12. */
export function centralHeader({ name, modifiedAt, crc32, size, packedSize, offset, large }: EntryRecord): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const farOff = offset >= noLimit;
  const values = [...(large ? [size, packedSize] : []), ...(farOff ? [offset] : [])];
  const extra = values.length === 0 ? Buffer.alloc(0) : zip64Extra(values);
  const header = Buffer.alloc(46);
  const { date, time } = dosTime(modifiedAt);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(madeBy, 4);
  header.writeUInt16LE(large || farOff ? versionOfZip64 : versionOfDeflate, 6);
  header.writeUInt16LE(utf8Names, 8);
  header.writeUInt16LE(deflated, 10);
  header.writeUInt16LE(time, 12);
  header.writeUInt16LE(date, 14);
  header.writeUInt32LE(crc32, 16);
  header.writeUInt32LE(large ? noLimit : packedSize, 20);
  header.writeUInt32LE(large ? noLimit : size, 24);
  header.writeUInt16LE(nameBytes.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((readableFile << 16) >>> 0, 38);
  header.writeUInt32LE(farOff ? noLimit : offset, 42);
  return Buffer.concat([header, nameBytes, extra]);
}

/** APPNOTE.TXT 4.3.14 to 4.3.16. */
export function endOfArchive(entries: number, directoryOffset: number, directorySize: number): Buffer {
  const large = entries >= 0xffff || directoryOffset >= noLimit || directorySize >= noLimit;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries, 0xffff), 10);
  end.writeUInt32LE(Math.min(directorySize, noLimit), 12);
  end.writeUInt32LE(Math.min(directoryOffset, noLimit), 16);
  if (!large) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(madeBy, 12);
  record.writeUInt16LE(versionOfZip64, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(directorySize), 40);
  record.writeBigUInt64LE(BigInt(directoryOffset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directoryOffset + directorySize), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}
