/** A sink over the columns of the stage it is fed from. Null after a report. */
import type { GraphSink } from '../ir/graph.js';
import type { Sink } from '../ir/pipeline.js';
import type { Span } from '../ir/span.js';
import type { Field } from '../ir/types.js';
import { expressionOfKind, type Reading } from './reading.js';

export function readSink(reading: Reading, sink: GraphSink, input: readonly Field[], at: Span): Sink | null {
  switch (sink.kind) {
    case 'firehose':
    case 'dynamodb':
      return sink;
    case 'opensearch': {
      if (!sink.id) return { ...sink, id: null };
      const id = expressionOfKind(reading, sink.id, input, at, { kind: 'string', what: 'the id' });
      return id && { ...sink, id };
    }
    case 'kinesisStream': {
      const partitionKey = expressionOfKind(reading, sink.partitionKey, input, at, {
        kind: 'string',
        what: 'the partition key',
      });
      return partitionKey && { ...sink, partitionKey };
    }
  }
}
