import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture in 256 colours, at half the size: every other colour becomes the nearest of them. Takes what Chromium makes: 8 bits a channel, not interlaced, without transparency (PNG, ISO 15948).
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decoded(png);
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const { palette, indexOf } = paletteOf(counts);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = indexOf.get(pixels[y * width + x] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, each an index of the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const channels = (colour: number): [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** One colour after another, each the one that is still the farthest off, by how often it occurs. */
function paletteOf(counts: ReadonlyMap<number, number>): { palette: number[]; indexOf: Map<number, number> } {
  const rest = [...counts].map(([colour, count]) => ({ colour, count, index: 0, distance: Infinity }));
  const palette: number[] = [];
  while (palette.length < 256) {
    const worst = rest.reduce((a, b) => (b.count * b.distance > a.count * a.distance ? b : a));
    if (worst.distance === 0) break;
    for (const each of rest) {
      const distance = distanceOf(each.colour, worst.colour);
      if (distance < each.distance) Object.assign(each, { distance, index: palette.length });
    }
    palette.push(worst.colour);
  }
  return { palette, indexOf: new Map(rest.map(({ colour, index }) => [colour, index])) };
}

function distanceOf(one: number, other: number): number {
  const [red, green, blue] = channels(one);
  const [r, g, b] = channels(other);
  return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Each pixel as 0xRRGGBB. */
function decoded(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const parts = chunksOf(png);
  const header = parts.find(({ type }) => type === 'IHDR')?.content;
  if (header === undefined) throw new Error('This is no PNG.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bytes = header[9] === 6 ? 4 : 3;
  const lines = inflateSync(Buffer.concat(parts.flatMap(({ type, content }) => (type === 'IDAT' ? [content] : []))));
  const length = width * bytes;
  const pixels = new Uint32Array(width * height);
  let above: Buffer = Buffer.alloc(length);
  for (let y = 0; y < height; y++) {
    const start = y * (length + 1);
    const line = unfiltered(lines[start] ?? 0, lines.subarray(start + 1, start + 1 + length), above, bytes);
    for (let x = 0; x < width; x++) pixels[y * width + x] = line.readUIntBE(x * bytes, 3);
    above = line;
  }
  return { width, height, pixels };
}

function chunksOf(png: Buffer): { type: string; content: Buffer }[] {
  const parts = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    parts.push({ type: png.toString('latin1', at + 4, at + 8), content: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return parts;
}

/** A line without its filter (ISO 15948, 9.2). */
function unfiltered(filter: number, line: Buffer, above: Buffer, bytes: number): Buffer {
  const plain = Buffer.alloc(line.length);
  for (let at = 0; at < line.length; at++) {
    const left = plain[at - bytes] ?? 0;
    const up = above[at] ?? 0;
    const corner = at < bytes ? 0 : (above[at - bytes] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    plain[at] = (line[at] ?? 0) + guess;
  }
  return plain;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
