/** The table that a stage looks items up in: their key, and the columns that the stage asks for. */
import type { LookupTable } from '../../ir/plan.js';
import type { TableDefinition } from '../statements.js';
import { contractOf } from './contract.js';
import { sqlType } from './types.js';

export const lookupTable = (
  { name, columns, key, cache }: LookupTable,
  stage: string,
  placeholder: string,
): TableDefinition => ({
  name,
  columns: columns.map((column) => ({ name: column.name, type: sqlType(column.type) })),
  watermark: null,
  primaryKey: key,
  options: {
    connector: 'pipectl-dynamodb',
    table: placeholder,
    lookup: stage,
    'cache-rows': String(cache.rows),
    'cache-age': String(cache.age),
    contract: contractOf(columns),
  },
  uses: [],
});
