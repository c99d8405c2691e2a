/** The three CRCs of S3, all reflected, by tables of a byte: 32 bits for CRC32 and CRC32C, two halves for CRC64NVME. */

export interface Crc {
  update(bytes: Uint8Array): void;
  /** Big-endian, as S3 writes it in base64. */
  digest(): Buffer;
}

function table32(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}

class Crc32 implements Crc {
  private value = 0xffffffff;

  constructor(private readonly table: Uint32Array) {}

  update(bytes: Uint8Array): void {
    const { table } = this;
    let value = this.value;
    for (let i = 0; i < bytes.length; i++) value = (table[(value ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
    this.value = value;
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE((this.value ^ 0xffffffff) >>> 0);
    return bytes;
  }
}

const CRC64_HIGH = 0x9a6c9329;
const CRC64_LOW = 0xac4bc9b5;

function tables64(): readonly [high: Uint32Array, low: Uint32Array] {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let [h, l] = [0, index];
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) [h, l] = [h ^ CRC64_HIGH, l ^ CRC64_LOW];
    }
    high[index] = h;
    low[index] = l;
  }
  return [high, low];
}

class Crc64 implements Crc {
  private high = 0xffffffff;
  private low = 0xffffffff;

  constructor(private readonly tables: readonly [Uint32Array, Uint32Array]) {}

  update(bytes: Uint8Array): void {
    const [tableHigh, tableLow] = this.tables;
    let { high, low } = this;
    for (let i = 0; i < bytes.length; i++) {
      const index = (low ^ (bytes[i] ?? 0)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (tableLow[index] ?? 0);
      high = (high >>> 8) ^ (tableHigh[index] ?? 0);
    }
    this.high = high;
    this.low = low;
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(~this.high >>> 0, 0);
    bytes.writeUInt32BE(~this.low >>> 0, 4);
    return bytes;
  }
}

const TABLE_CRC32 = table32(0xedb88320);
const TABLE_CRC32C = table32(0x82f63b78);
const TABLES_CRC64 = tables64();

export const crc32 = (): Crc => new Crc32(TABLE_CRC32);
export const crc32c = (): Crc => new Crc32(TABLE_CRC32C);
export const crc64nvme = (): Crc => new Crc64(TABLES_CRC64);
