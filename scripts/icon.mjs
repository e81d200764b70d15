// `node scripts/icon.mjs`: draws assets/icons/icon.svg and icon.png from one list of shapes, with nothing but Node.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { projectRoot } from './cli-bundle.mjs';

/** @typedef {{ from: [number, number], to: [number, number], radius: number, colour: [number, number, number] }} Stroke */

const size = 512;
/** @type {[number, number, number]} */
const blue = [28, 92, 168];
/** @type {[number, number, number]} */
const white = [255, 255, 255];

/**
 * One directory on the left provisions two applications on the right. Every shape is a line with round ends; a dot is
 * one without length.
 * @type {readonly Stroke[]}
 */
const strokes = [
  { from: [112, 112], to: [112, 400], radius: 96, colour: blue },
  { from: [400, 112], to: [400, 400], radius: 96, colour: blue },
  { from: [112, 112], to: [400, 112], radius: 96, colour: blue },
  { from: [112, 256], to: [400, 256], radius: 96, colour: blue },
  { from: [112, 400], to: [400, 400], radius: 96, colour: blue },
  { from: [150, 256], to: [362, 152], radius: 14, colour: white },
  { from: [150, 256], to: [362, 360], radius: 14, colour: white },
  { from: [150, 256], to: [150, 256], radius: 58, colour: white },
  { from: [362, 152], to: [362, 152], radius: 44, colour: white },
  { from: [362, 360], to: [362, 360], radius: 44, colour: white },
];

/** @param {Stroke} stroke */
function elementOf({ from, to, radius, colour }) {
  const place = `x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"`;
  return `  <line ${place} stroke="rgb(${colour.join(' ')})" stroke-width="${radius * 2}" stroke-linecap="round" />`;
}

/**
 * @param {Stroke} stroke
 * @param {{ x: number, y: number }} point
 * @returns {number} how much of the pixel the stroke covers, 0 to 1
 */
function coverageOf({ from, to, radius }, { x, y }) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / length));
  const distance = Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy);
  return Math.min(1, Math.max(0, radius - distance + 0.5));
}

/** @param {{ x: number, y: number }} point */
function pixelAt(point) {
  let [red, green, blueOf, alpha] = [0, 0, 0, 0];
  for (const stroke of strokes) {
    const cover = coverageOf(stroke, point);
    if (cover === 0) continue;
    const mix = (/** @type {number} */ under, /** @type {number} */ over) =>
      alpha === 0 ? over : under + (over - under) * cover;
    [red, green, blueOf] = [mix(red, stroke.colour[0]), mix(green, stroke.colour[1]), mix(blueOf, stroke.colour[2])];
    alpha = cover + alpha * (1 - cover);
  }
  return [red, green, blueOf, alpha * 255].map(Math.round);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

// Source of the format: www.w3.org/TR/png, 8 bits a channel, colour type 6 (RGBA), no filter.
function png() {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Array.from({ length: size }, (_, y) => [
    0,
    ...Array.from({ length: size }, (__, x) => pixelAt({ x: x + 0.5, y: y + 0.5 })).flat(),
  ]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const folder = join(projectRoot, 'assets', 'icons');
mkdirSync(folder, { recursive: true });
const svg = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">`,
  ...strokes.map(elementOf),
  '</svg>',
  '',
];
writeFileSync(join(folder, 'icon.svg'), svg.join('\n'));
writeFileSync(join(folder, 'icon.png'), png());
