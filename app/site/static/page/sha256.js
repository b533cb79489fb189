// SHA-256 as lower-case hexadecimal digits. Browsers offer it on secure pages only; on plain http in a local network we
// count it ourselves (FIPS 180-4).

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function sha256(bytes) {
  if (globalThis.crypto?.subtle) return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  return hex(counted(bytes));
}

const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);

const fraction = (x) => ((x % 1) * 2 ** 32) >>> 0;
const K = primes.map((prime) => fraction(Math.cbrt(prime)));
const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const turn = (x, by) => (x >>> by) | (x << (32 - by));

function padded(bytes) {
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const block = new Uint8Array(size);
  block.set(bytes);
  block[bytes.length] = 0x80;
  new DataView(block.buffer).setBigUint64(size - 8, BigInt(bytes.length) * 8n);
  return new DataView(block.buffer);
}

function schedule(view, at) {
  const w = Array.from({ length: 16 }, (_, index) => view.getUint32(at + index * 4));
  for (let i = 16; i < 64; i += 1) {
    const a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w.push((w[i - 16] + a + w[i - 7] + b) | 0);
  }
  return w;
}

function round([a, b, c, d, e, f, g, last], word, k) {
  const one = last + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k + word;
  const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
  return [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
}

export function counted(bytes) {
  const view = padded(bytes);
  let sum = START;
  for (let at = 0; at < view.byteLength; at += 64) {
    const mixed = schedule(view, at).reduce((state, word, index) => round(state, word, K[index]), sum);
    sum = sum.map((value, index) => (value + mixed[index]) | 0);
  }
  const out = new DataView(new ArrayBuffer(32));
  sum.forEach((value, index) => out.setUint32(index * 4, value));
  return new Uint8Array(out.buffer);
}
