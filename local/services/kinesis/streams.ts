/** All streams of the account, by region and name; a stream is asked for by its name or by its ARN. */
import { ACCOUNT } from '../front/account.js';
import { AwsError } from '../front/aws-error.js';
import { Stream, type StreamOrigin } from './stream.js';

export interface StreamAddress {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

export interface ArnParts {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

export function arnParts(arn: string): ArnParts | null {
  const match = /^arn:aws[\w-]*:kinesis:([^:]*):(\d{12}):stream\/([\w.-]+)$/.exec(arn);
  if (!match) return null;
  const [, region = '', account = '', name = ''] = match;
  return { region, account, name };
}

export class Streams {
  readonly #now: () => number;
  readonly #streams = new Map<string, Stream>();
  #ids = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(origin: Omit<StreamOrigin, 'id'>): Stream {
    const stream = new Stream({ ...origin, id: this.#ids++ });
    this.#streams.set(keyOf(stream), stream);
    return stream;
  }

  delete(stream: Stream): void {
    this.#streams.delete(keyOf(stream));
  }

  has(region: string, name: string): boolean {
    return this.all(region).some((stream) => stream.name === name);
  }

  /** In the order of their names. */
  all(region: string): Stream[] {
    const streams = [...this.#streams.values()].filter((stream) => stream.region === region);
    const now = this.#now();
    for (const stream of streams) stream.settle(now);
    return streams.filter((stream) => this.#streams.has(keyOf(stream))).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find({ StreamName: name, StreamARN: arn }: StreamAddress, region: string): Stream {
    if (arn === undefined && name === undefined) {
      throw new AwsError('InvalidArgumentException', 'Either StreamARN or StreamName must be provided.');
    }
    const parts = arn === undefined ? { region, account: ACCOUNT, name: name ?? '' } : arnParts(arn);
    if (parts === null)
      throw new AwsError('InvalidArgumentException', `The StreamARN ${arn} is not the ARN of a stream.`);
    if (name !== undefined && name !== parts.name) {
      throw new AwsError(
        'InvalidArgumentException',
        `StreamARN ${arn} and StreamName ${name} are of different streams.`,
      );
    }
    const found = parts.account === ACCOUNT ? this.#settled(keyOf(parts)) : undefined;
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Stream ${parts.name} under account ${parts.account} not found.`);
  }

  /** By the number that an iterator carries. */
  byId(id: number): Stream | undefined {
    const stream = [...this.#streams.values()].find((each) => each.id === id);
    return stream && this.#settled(keyOf(stream));
  }

  #settled(key: string): Stream | undefined {
    this.#streams.get(key)?.settle(this.#now());
    // Settling may have finished its deletion.
    return this.#streams.get(key);
  }
}

const keyOf = ({ region, name }: { readonly region: string; readonly name: string }): string => `${region}/${name}`;
