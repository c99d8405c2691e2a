/** Rows of a test ↔ JSON lines: nothing is lost on the way, in either direction. */
import { describe, expect, test } from '@jest/globals';
import type { Field } from '../../compiler/ir/types.js';
import { decodeRow, decodeRows, encodeRows } from '../../testing/wire.js';

const at = new Date('2026-03-01T10:00:00.250Z');

describe('rows in', () => {
  test.each([
    ['iso', '"2026-03-01T10:00:00.250Z"'],
    ['millis', '1772359200250'],
    ['seconds', '1772359200.25'],
  ] as const)('dates as %s', (timestamps, written) => {
    expect(encodeRows([{ at }], timestamps).toString()).toBe(`{"at":${written}}\n`);
  });

  test('bigint without loss, bytes in base64, undefined left out, nested values alike', () => {
    const row = {
      id: 9007199254740993n,
      raw: new Uint8Array([255, 0]),
      none: undefined,
      nil: null,
      list: [1n, { at }],
      text: 'a"\n😀',
    };
    expect(encodeRows([row], 'iso').toString()).toBe(
      '{"id":9007199254740993,"raw":"/wA=","nil":null,"list":[1,{"at":"2026-03-01T10:00:00.250Z"}],"text":"a\\"\\n😀"}\n',
    );
  });

  test('raw lines go as they are, whatever they hold', () => {
    expect(encodeRows([{ raw: '{"a":' }, { raw: new Uint8Array([0xff]) }], 'iso')).toEqual(
      Buffer.from([...Buffer.from('{"a":\n'), 0xff, 10]),
    );
  });
});

const field = (name: string, type: Field['type'], absence: Field['absence'] = 'never'): Field => ({
  name,
  type,
  absence,
});

describe('rows out', () => {
  test('each type as the pipeline has it', () => {
    const schema = [
      field('big', { kind: 'bigint' }),
      field('small', { kind: 'bigint' }),
      field('at', { kind: 'date' }),
      field('raw', { kind: 'bytes' }),
      field('list', { kind: 'array', element: { type: { kind: 'bigint' }, absence: 'null' } }),
      field('byName', { kind: 'map', value: { type: { kind: 'date' }, absence: 'never' } }),
      field('inner', { kind: 'row', fields: [field('n', { kind: 'number' })] }),
      field('long', { kind: 'number' }),
    ];
    const line =
      '{"big":-9007199254740993,"small":7,"at":"2026-03-01T10:00:00.250Z","raw":"/wA=","list":[1,null],"byName":{"x":"2026-03-01T10:00:00.250Z"},"inner":{"n":1e+21},"long":12345678901234567890}\n';
    expect(decodeRows(line, schema)).toEqual([
      {
        big: -9007199254740993n,
        small: 7n,
        at,
        raw: new Uint8Array([255, 0]),
        list: [1n, null],
        byName: { x: at },
        inner: { n: 1e21 },
        long: 12345678901234567000,
      },
    ]);
  });

  test('what is missing is null or undefined, as declared', () => {
    const schema = [
      field('a', { kind: 'string' }, 'null'),
      field('b', { kind: 'string' }, 'undefined'),
      field('c', { kind: 'string' }, 'either'),
    ];
    expect(decodeRows('{"a":null,"b":null,"c":null}', schema)).toStrictEqual([{ a: null, b: undefined, c: null }]);
  });

  test('long digits inside text stay text', () => {
    const schema = [field('t', { kind: 'string' })];
    const text = 'a\\"12345678901234567890" 12345678901234567890';
    expect(decodeRows(JSON.stringify({ t: text }), schema)).toEqual([{ t: text }]);
  });

  test('a delete may hold only the key', () => {
    expect(decodeRow({ id: 'x' }, [field('id', { kind: 'string' }), field('n', { kind: 'bigint' })])).toEqual({
      id: 'x',
    });
  });
});
