/** Codes PC13 to PC15: lambdas. PC13 is about functions and statements, PC14 about types and operators, PC15 about names. */
import { define } from '../define.js';

const list = (names: readonly string[]): string => names.join(', ');
const meant = (nearest: readonly string[]): string | null =>
  nearest.length > 0 ? `write  ${nearest.join('  or  ')}` : null;

export const lambdas = {
  unregisteredFunction: define<{ name: string }>('PC1301', 'error', ({ name }) => ({
    message: `the function ${name ? `'${name}' ` : ''}can't be read`,
    cause:
      'A lambda becomes SQL from its source text, and pipectl has none for functions of packages, native ones and results of bind.',
    hint: 'write the function in a file of the pipeline, e.g.  e => e.amount > 3',
  })),
  unsupportedFunction: define<{ what: string }>('PC1302', 'error', ({ what }) => ({
    message: `${what} can't become SQL`,
    cause: 'A lambda gives its row a value at once; SQL has nothing to wait for and no steps to resume.',
    hint: 'write a plain function, e.g.  e => e.amount > 3',
  })),
  recursiveFunction: define<{ name: string }>('PC1303', 'error', ({ name }) => ({
    message: `'${name}' calls itself`,
    cause: 'Calls are written out in place, so SQL would never end.',
    hint: 'compute the value outside the lambda, or write the steps out',
  })),
  lambdaTooLarge: define<{ limit: number; what: string }>('PC1304', 'error', ({ limit, what }) => ({
    message: `this becomes more than ${limit} ${what}`,
    cause:
      'Calls and constants are written out in place, once for every use, and Flink has to parse, plan and compile all of it as one.',
    hint: 'split it: compute parts in a .map(…) of their own and use the columns in the next one',
  })),
  anyInLambda: define<{ text: string }>('PC1305', 'error', ({ text }) => ({
    message: `'${text}' has the type any`,
    cause: 'SQL is typed, and TypeScript checks nothing that is any.',
    hint: 'give it a type',
  })),
  suppressedErrors: define<{ directive: string }>('PC1306', 'error', ({ directive }) => ({
    message: `${directive} hides TypeScript's errors in a lambda`,
    cause: 'What TypeScript would refuse has no sure meaning in SQL.',
    hint: `remove  ${directive}  and mend what TypeScript reports`,
  })),
  unsupportedStatement: define<{ what: string; instead: string }>('PC1307', 'error', ({ what, instead }) => ({
    message: `${what} can't become SQL`,
    cause: 'A body becomes one expression: const, if, else and return are understood.',
    hint: instead,
  })),
  unsupportedSyntax: define<{ what: string; instead: string }>('PC1308', 'error', ({ what, instead }) => ({
    message: `${what} can't become SQL`,
    cause:
      'Understood are: properties, ?., ??, ?:, comparisons, && || !, + - * / %, templates, object literals with spread, calls of own functions, and the methods of strings, numbers and dates.',
    hint: instead,
  })),
  sideEffect: define<{ what: string }>('PC1309', 'error', ({ what }) => ({
    message: `${what} changes something outside the row`,
    cause:
      'Rows are computed on many machines, in any order, and again after a failure: a change would be lost or made twice.',
    hint: 'return the value instead; to count or sum, use .aggregate({ … })',
  })),
  notReplayable: define<{ text: string; instead: string }>('PC1310', 'error', ({ text, instead }) => ({
    message: `'${text}' gives another value every time`,
    cause: 'After a failure records are read again, and the rows would differ from those already written.',
    hint: instead,
  })),
  opaqueCapture: define<{ name: string; what: string }>('PC1311', 'error', ({ name, what }) => ({
    message: `'${name}' is ${what}, which a lambda can't use`,
    cause:
      'The value is written into the SQL: strings, numbers, bigints, booleans, dates, and plain objects and arrays of them can be.',
    hint: 'keep what the lambda needs in a const of one of these types',
  })),
  notAColumn: define<{ what: string; instead: string }>('PC1312', 'error', ({ what, instead }) => ({
    message: `${what} can't be a column`,
    cause: 'A column needs one SQL type.',
    hint: instead,
  })),
  unsupportedPattern: define<{ what: string; instead: string }>('PC1313', 'error', ({ what, instead }) => ({
    message: `${what} can't become SQL`,
    cause: 'Parameters and constants can be taken apart by name, with defaults.',
    hint: instead,
  })),

  truthiness: define<{ text: string; type: string; instead: string }>('PC1401', 'error', ({ text, type, instead }) => ({
    message: `'${text}' is ${type}, not a boolean`,
    cause:
      "JavaScript takes '', 0, NaN, null and undefined for false; SQL has no such rule, so the question has to be asked in full.",
    hint: `write  ${instead}`,
  })),
  mayBeAbsent: define<{ text: string; absence: string; instead: string }>(
    'PC1402',
    'error',
    ({ text, absence, instead }) => ({
      message: `'${text}' may be ${absence} here`,
      cause:
        'By its declared type the value can be missing; JavaScript would throw or compute NaN where SQL gives NULL.',
      hint: instead,
    }),
  ),
  ambiguousNull: define<{ text: string; written: string; negated: boolean; absence: string }>(
    'PC1403',
    'error',
    ({ text, written, negated, absence }) => ({
      message: `'${text}' can be ${absence}, so ${negated ? '!==' : '==='} ${written} can't be answered`,
      cause: 'In a record on the wire null and a missing field are one.',
      hint: `write  ${text} ${negated ? '!=' : '=='} null`,
    }),
  ),
  dateEquality: define<{ left: string; right: string; operator: string }>(
    'PC1404',
    'error',
    ({ left, right, operator }) => ({
      message: `'${operator}' compares two dates as objects`,
      cause: 'In JavaScript two Date objects are never the same, even when they hold the same time.',
      hint: `write  ${left}.getTime() ${operator} ${right}.getTime()`,
    }),
  ),
  objectEquality: define<{ operator: string; type: string }>('PC1405', 'error', ({ operator, type }) => ({
    message: `'${operator}' compares ${type} by identity`,
    cause: 'A value from a record has no identity in SQL.',
    hint: 'compare the fields that matter, e.g.  a.id === b.id',
  })),
  mixedTypes: define<{ operator: string; left: string; right: string; instead: string }>(
    'PC1406',
    'error',
    ({ operator, left, right, instead }) => ({
      message: `'${operator}' between ${left} and ${right}`,
      cause: 'JavaScript refuses it or converts one side in a way SQL has no match for.',
      hint: instead,
    }),
  ),
  unsupportedOperator: define<{ operator: string; instead: string }>('PC1407', 'error', ({ operator, instead }) => ({
    message: `the operator '${operator}' can't become SQL`,
    cause: 'Flink has no operator that gives the same value for every input.',
    hint: instead,
  })),
  ambiguousText: define<{ text: string }>('PC1408', 'error', ({ text }) => ({
    message: `the text of '${text}' is "null" or "undefined" when it is missing, which can't be told`,
    cause: 'In a record on the wire null and a missing field are one.',
    hint: `write  ${text} ?? ''`,
  })),
  noText: define<{ text: string; type: string; instead: string }>('PC1409', 'error', ({ text, type, instead }) => ({
    message: `'${text}' is ${type}, whose text is of no use`,
    cause: 'JavaScript would write a local time, [object Object] or a joined list.',
    hint: instead,
  })),
  differentBranches: define<{ left: string; right: string }>('PC1410', 'error', ({ left, right }) => ({
    message: `one side is ${left}, the other ${right}`,
    cause: 'A column has one type.',
    hint: 'give both sides one type, e.g. with a template  `${…}`',
  })),
  nonNullAssertion: define<{ text: string; absence: string }>('PC1411', 'error', ({ text, absence }) => ({
    message: `'${text}!' says that it is never ${absence}, but it may be`,
    cause: 'Nothing checks it, and NULL would flow on as if it were a value.',
    hint: `write  ${text} ?? …  with a default, or ask  ${text} != null  first`,
  })),
  spreadOverEarlier: define<{ name: string }>('PC1412', 'error', ({ name }) => ({
    message: `it can't be told whether this spread replaces '${name}'`,
    cause:
      'A missing optional property leaves the earlier value, one that is undefined replaces it; in a record they are one.',
    hint: `set  ${name}: …  after the spread`,
  })),
  bigintOutOfRange: define<{ value: string }>('PC1413', 'error', ({ value }) => ({
    message: `${value}n does not fit 64 bits`,
    cause: 'A bigint column is a BIGINT: from -9223372036854775808 to 9223372036854775807.',
    hint: 'use a smaller constant, or a number',
  })),
  malformedText: define<{ text: string }>('PC1414', 'error', ({ text }) => ({
    message: `the text ${text} holds half of a character`,
    cause: 'SQL and JSON hold whole characters only; JavaScript keeps the halves of those beyond U+FFFF apart.',
    hint: 'write the whole character',
  })),
  divisionUnused: define<{ written: string }>('PC1415', 'error', ({ written }) => ({
    message: `JavaScript computes '${written}' on every path, but its value is used only on some`,
    cause:
      'Where a bigint is divided by 0n JavaScript throws at once; in Flink a value that is not used is not computed, so the lambda would go on.',
    hint: `write  ${written}  where its value is used, behind the check`,
  })),

  unknownMethod: define<{ method: string; type: string; nearest: readonly string[]; supported: readonly string[] }>(
    'PC1501',
    'error',
    ({ method, type, nearest, supported }) => ({
      message: `'${method}' of ${type} can't become SQL`,
      cause: `Understood of ${type}: ${supported.length > 0 ? list(supported) : 'nothing but comparisons and ??'}.`,
      hint: meant(nearest) ?? 'use one of these, or compute the value before it enters the stream',
    }),
  ),
  localTime: define<{ method: string; utc: string }>('PC1502', 'error', ({ method, utc }) => ({
    message: `'${method}' depends on the time zone of the machine`,
    cause: 'A laptop, the continuous integration and the service would give different rows.',
    hint: `write  ${utc}()`,
  })),
  unknownProperty: define<{ name: string; of: string; nearest: readonly string[] }>(
    'PC1503',
    'error',
    ({ name, of, nearest }) => ({
      message: `${of} has no '${name}'`,
      cause: 'Only declared fields are columns.',
      hint: meant(nearest) ?? 'declare the field in the type of the source',
    }),
  ),
  wrongArguments: define<{ name: string; takes: string; given: string }>(
    'PC1504',
    'error',
    ({ name, takes, given }) => ({
      message: `'${name}' takes ${takes} here, not ${given}`,
      cause: 'Only this form has an equal in SQL.',
      hint: `call  ${name}  with ${takes}`,
    }),
  ),
  unknownFunction: define<{ name: string; instead: string }>('PC1505', 'error', ({ name, instead }) => ({
    message: `'${name}' can't become SQL`,
    cause: 'Understood are own functions, Math.floor, ceil, abs, min, max, Number.isNaN and String.',
    hint: instead,
  })),
  unknownName: define<{ name: string }>('PC1506', 'error', ({ name }) => ({
    message: `'${name}' has no value when the pipeline is compiled`,
    cause: 'A lambda can use its row, its own constants and what its file had set by the end of loading.',
    hint: `define  ${name}  before the pipeline is made`,
  })),
  dynamicKey: define<{ text: string; instead: string }>('PC1507', 'error', ({ text, instead }) => ({
    message: `the key '${text}' is not known when the pipeline is compiled`,
    cause: 'Columns have fixed names.',
    hint: instead,
  })),
} as const;
