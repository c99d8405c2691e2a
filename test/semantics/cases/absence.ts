/** Null, undefined and either of them: comparison, defaults, chains, narrowing. Two-valued logic everywhere. */
import { aNumber, aString, type Picker } from '../values.js';

export interface Address {
  city: string;
  zip?: string;
  floor: number | null;
}

export interface Row {
  id: string;
  at: Date;
  n: number;
  optional?: number;
  nullable: number | null;
  either?: number | null;
  text?: string;
  flag?: boolean;
  sure: boolean;
  address?: Address;
  home: Address;
  owner: { name: string; address: Address | null } | null;
  tags: string[];
  maybeTags?: readonly string[];
}

const anAddress = (pick: Picker): Address => ({
  city: aString(pick),
  ...(pick.chance(0.5) && { zip: aString(pick) }),
  floor: pick.chance(0.5) ? aNumber(pick) : null,
});

export const generate = (pick: Picker): Omit<Row, 'id' | 'at'> => ({
  n: pick.integer(5),
  ...(pick.chance(0.5) && { optional: pick.integer(4) }),
  nullable: pick.chance(0.5) ? pick.integer(4) : null,
  ...(pick.chance(0.6) && { either: pick.chance(0.7) ? pick.integer(4) : null }),
  ...(pick.chance(0.6) && { text: aString(pick) }),
  ...(pick.chance(0.6) && { flag: pick.chance(0.5) }),
  sure: pick.chance(0.5),
  ...(pick.chance(0.5) && { address: anAddress(pick) }),
  home: anAddress(pick),
  owner: pick.chance(0.3) ? null : { name: aString(pick), address: pick.chance(0.4) ? null : anAddress(pick) },
  tags: Array.from({ length: pick.integer(3) }, () => aString(pick)),
  ...(pick.chance(0.5) && { maybeTags: ['x'] }),
});

const unit = { none: undefined, nothing: null, three: 3 };
const isPresent = <T>(value: T | null | undefined): value is T => value != null;
const lengthOf = ({ text = 'none' }: Row): number => text.length;
const cityOf = ({ address: { city } = { city: 'nowhere', floor: null } as Address }: Row): string => city;

export const cases = {
  optional: (e: Row) => e.optional,
  nullable: (e: Row) => e.nullable,
  either: (e: Row) => e.either,
  isUndefined: (e: Row) => e.optional === undefined,
  isNotUndefined: (e: Row) => e.optional !== undefined,
  isVoid: (e: Row) => e.optional === void 0,
  isNull: (e: Row) => e.nullable === null,
  isNotNull: (e: Row) => e.nullable !== null,
  isNothing: (e: Row) => e.either == null,
  isSomething: (e: Row) => e.either != null,
  isCapturedNothing: (e: Row) => e.nullable === unit.nothing,
  isCapturedNone: (e: Row) => e.optional === unit.none,
  notNothing: (e: Row) => !(e.either == null),
  neverNull: (e: Row) => e.n === null,
  equalsConstant: (e: Row) => e.optional === 3,
  equalsCaptured: (e: Row) => e.nullable === unit.three,
  differsConstant: (e: Row) => e.optional !== 3,
  notEquals: (e: Row) => !(e.optional === 3),
  notDiffers: (e: Row) => !(e.optional !== 3),
  eitherEquals: (e: Row) => e.either === 1,
  eitherDiffers: (e: Row) => e.either !== 1,
  eitherOrNot: (e: Row) => e.either === 1 || e.optional !== 1,
  notEither: (e: Row) => !(e.either === 1 || e.optional === 1),
  equalsColumn: (e: Row) => e.optional === e.n,
  differsColumn: (e: Row) => e.optional !== e.n,
  optionalIsNullable: (e: Row) => e.optional === e.nullable,
  optionalIsNotNullable: (e: Row) => e.optional !== e.nullable,
  looselyEqual: (e: Row) => e.optional == e.nullable,
  looselyUnequal: (e: Row) => e.optional != e.nullable,
  or: (e: Row) => e.optional ?? 0,
  orColumn: (e: Row) => e.optional ?? e.n,
  orNull: (e: Row) => e.optional ?? null,
  orElse: (e: Row) => e.optional ?? e.nullable ?? e.either ?? -1,
  orElseNothing: (e: Row) => e.optional ?? e.nullable,
  orAbove: (e: Row) => (e.optional ?? 0) > 1,
  guarded: (e: Row) => e.optional !== undefined && e.optional > 1,
  guardedNot: (e: Row) => !(e.optional !== undefined && e.optional > 1),
  guardedOr: (e: Row) => e.optional === undefined || e.optional > 1,
  guardedNullable: (e: Row) => e.nullable !== null && e.nullable + e.n > 3,
  guardedTernary: (e: Row) => (e.either == null ? -1 : e.either * 2),
  guardedLate: (e: Row) => (e.optional == null || e.nullable == null ? 0 : e.optional + e.nullable),
  guardedReturn: (e: Row) => {
    const { optional, nullable } = e;
    if (optional === undefined) return nullable;
    if (nullable === null) return optional;
    return optional + nullable;
  },
  guardedByFunction: (e: Row) => (isPresent(e.nullable) ? e.nullable + 1 : 0),
  guardedByConstant: (e: Row) => {
    const there = e.optional != null;
    return there ? 1 : 2;
  },
  equalThenPresent: (e: Row) => (e.optional === 3 ? e.optional + 1 : 0),
  text: (e: Row) => `${e.optional}`,
  nullText: (e: Row) => `${e.nullable}`,
  flag: (e: Row) => e.flag,
  flagIsTrue: (e: Row) => e.flag === true,
  flagIsNotTrue: (e: Row) => e.flag !== true,
  flagIsNotFalse: (e: Row) => !(e.flag === false),
  flagOr: (e: Row) => e.flag ?? e.sure,
  notFlagOr: (e: Row) => !(e.flag ?? false),
  flagText: (e: Row) => `${e.flag}`,
  flagToString: (e: Row) => e.flag?.toString(),
  sureText: (e: Row) => e.sure + '!',
  flagEqualsSure: (e: Row) => e.flag === e.sure,
  flagThere: (e: Row) => e.flag !== undefined && !e.flag,
  lengthOfDefault: (e: Row) => lengthOf(e),
  cityOfDefault: (e: Row) => cityOf(e),

  city: (e: Row) => e.home.city,
  zip: (e: Row) => e.home.zip,
  floor: (e: Row) => e.home.floor,
  maybeCity: (e: Row) => e.address?.city,
  maybeCityOr: (e: Row) => e.address?.city ?? 'nowhere',
  maybeZip: (e: Row) => e.address?.zip,
  maybeFloor: (e: Row) => e.address?.floor,
  maybeFloorThere: (e: Row) => e.address?.floor != null,
  maybeLength: (e: Row) => e.address?.city.length,
  maybeZipLength: (e: Row) => e.address?.zip?.length ?? -1,
  hasAddress: (e: Row) => e.address !== undefined,
  noAddress: (e: Row) => e.address == null,
  isParis: (e: Row) => e.address?.city === 'play',
  isNotParis: (e: Row) => e.address?.city !== 'play',
  narrowedByChain: (e: Row) => (e.address?.city === 'play' ? e.address.city.length : 0),
  ownerCity: (e: Row) => e.owner?.address?.city,
  ownerName: (e: Row) => e.owner?.name.toUpperCase(),
  ownerNothing: (e: Row) => e.owner === null,
  ownerAddressNothing: (e: Row) => e.owner?.address == null,
  ownerGuarded: (e: Row) => (e.owner !== null && e.owner.address !== null ? e.owner.address.city : 'none'),
  destructured: ({ home: { city, zip = 'no zip', floor: level } }: Row) => `${city} ${zip} ${level}`,
  addressItself: (e: Row) => e.address,
  homeItself: (e: Row) => e.home,
  addressOrHome: (e: Row) => e.address ?? e.home,
  addressOrNew: (e: Row) => e.address ?? { city: 'new', floor: 1 },
  addressChosen: (e: Row) => (e.sure ? e.home : e.address),
  chosenCity: (e: Row) => (e.sure ? e.home : (e.address ?? e.home)).city,
  tagCount: (e: Row) => e.tags.length,
  tags: (e: Row) => e.tags,
  hasTags: (e: Row) => e.tags.length > 0,
  maybeTagCount: (e: Row) => e.maybeTags?.length,
  maybeTagCountOr: (e: Row) => e.maybeTags?.length ?? -1,
};
