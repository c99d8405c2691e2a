/** Delivers a batch: its records one after the other, or as rows of Parquet with what does not convert beside them. */
import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAwsError } from '../front/aws-error.js';
import type { Catalog } from '../glue/catalog.js';
import { outOfSpace } from '../s3/errors.js';
import type { ObjectStore } from '../s3/store/object-store.js';
import { spaceError } from '../s3/store/quota.js';
import type { Batch } from './batch.js';
import { coerceRow, type Coerce } from './coerce.js';
import { columnsOf, type Conversion } from './conversion.js';
import { conversionFailure, CONVERSION_FAILED, type Failure } from './error-output.js';
import { UnsupportedType, type HiveField } from './hive-type.js';
import { documentsIn, RecordError } from './json-documents.js';
import { keepFile, ObjectWriter } from './object-writer.js';
import type { ParquetWriter } from './parquet.js';

export interface DeliveryTools {
  readonly store: ObjectStore;
  readonly catalog: Catalog;
  readonly parquet: ParquetWriter;
  readonly now: () => number;
}

/** Throws when the lake refuses it; may be called again then, and writes only what is missing. */
export async function deliver(batch: Batch, tools: DeliveryTools): Promise<void> {
  const { destination, errorOutputType } = batch.of;
  tools.store.buckets.existing(destination.bucket);
  if (errorOutputType !== null) await deliverAsIs(batch, tools, batch.errorKey(errorOutputType));
  else if (destination.conversion) await deliverConverted(batch, tools, destination.conversion);
  else await deliverAsIs(batch, tools, batch.dataKey());
  await batch.spool.discard();
}

async function deliverAsIs({ of, spool }: Batch, { store }: DeliveryTools, key: string): Promise<void> {
  const { bucket, compression, processing } = of.destination;
  const isData = of.errorOutputType === null;
  const delimiter = isData ? processing.delimiter : null;
  const writer = await ObjectWriter.begin(store, isData ? compression : 'UNCOMPRESSED');
  try {
    for await (const { data } of spool.read()) await writer.write(...(delimiter ? [data, delimiter] : [data]));
    await writer.finish(bucket, key);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function deliverConverted(batch: Batch, tools: DeliveryTools, conversion: Conversion): Promise<void> {
  const { store, catalog } = tools;
  let columns: readonly HiveField[];
  try {
    columns = columnsOf(conversion.schema, catalog);
  } catch (error) {
    return refuseAll(batch, tools, conversion, schemaFailure(error));
  }
  const rows = join(store.scratch, `${randomUUID()}.ndjson`);
  const target = join(store.scratch, `${randomUUID()}.parquet`);
  const errors = new ErrorObject(batch, tools, conversion);
  try {
    const count = await writeRows(batch, coerceRow(columns, conversion.rules), rows, errors);
    if (count > 0 && !batch.delivered.has('data')) {
      await tools.parquet.write({ rows, columns, target, compression: conversion.compression });
      await keepFile(store, target, batch.of.destination.bucket, batch.dataKey());
      batch.delivered.add('data');
    }
    await errors.finish();
  } catch (error) {
    await errors.discard();
    const cause = writeError(error);
    if (isAwsError(cause)) throw cause;
    // DuckDB refuses rows that fit their columns: a bug of ours, and still no record may be lost.
    const failure = { code: 'DataFormatConversion.InternalError', message: String((cause as Error).message) };
    await refuseAll(batch, tools, conversion, failure);
  } finally {
    await Promise.all([rm(rows, { force: true }), rm(target, { force: true })]);
  }
}

/** Rows that convert into a file, the others to the errors. A record of several documents converts whole or not at all. */
async function writeRows({ spool }: Batch, coerce: Coerce, path: string, errors: ErrorObject): Promise<number> {
  const file = await open(path, 'w');
  let count = 0;
  let text: string[] = [];
  let length = 0;
  try {
    for await (const record of spool.read()) {
      let lines: string[];
      try {
        lines = documentsIn(record.data).map(coerce);
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        await errors.add(record, error);
        continue;
      }
      text.push(...lines);
      length += lines.reduce((sum, line) => sum + line.length, 0);
      count += lines.length;
      if (length < PIECE) continue;
      await file.writeFile(`${text.join('\n')}\n`);
      [text, length] = [[], 0];
    }
    if (text.length > 0) await file.writeFile(`${text.join('\n')}\n`);
    return count;
  } finally {
    await file.close();
  }
}

const PIECE = 256 * 1024;

/** The object of errors, begun with the first of them. */
class ErrorObject {
  private writer: ObjectWriter | null = null;

  constructor(
    private readonly batch: Batch,
    private readonly tools: DeliveryTools,
    private readonly conversion: Conversion,
  ) {}

  async add(record: Parameters<typeof conversionFailure>[0], failure: Failure): Promise<void> {
    this.writer ??= await ObjectWriter.begin(this.tools.store, 'UNCOMPRESSED');
    await this.writer.write(conversionFailure(record, failure, this.conversion.schema, this.tools.now()));
  }

  async finish(): Promise<void> {
    if (this.batch.delivered.has('errors')) return this.discard();
    await this.writer?.finish(this.batch.of.destination.bucket, this.batch.errorKey(CONVERSION_FAILED));
    this.batch.delivered.add('errors');
  }

  async discard(): Promise<void> {
    await this.writer?.discard();
  }
}

async function refuseAll(batch: Batch, tools: DeliveryTools, conversion: Conversion, failure: Failure): Promise<void> {
  const errors = new ErrorObject(batch, tools, conversion);
  try {
    for await (const record of batch.spool.read()) await errors.add(record, failure);
    await errors.finish();
  } catch (error) {
    await errors.discard();
    throw error;
  }
}

function schemaFailure(error: unknown): Failure {
  if (isAwsError(error)) return { code: 'DataFormatConversion.EntityNotFound', message: error.message };
  if (error instanceof UnsupportedType) return { code: 'DataFormatConversion.InvalidSchema', message: error.message };
  throw error;
}

/** A full disk is the disk's, also when DuckDB says so. */
function writeError(error: unknown): unknown {
  const known = spaceError(error);
  if (isAwsError(known)) return known;
  const message = String((error as { message?: unknown }).message ?? error);
  return /no space left|disk (?:is )?full|quota exceeded/i.test(message)
    ? outOfSpace('The disk of the local S3 is full. Free space on it or move the folder.')
    : error;
}
