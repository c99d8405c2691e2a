import type { Sink } from '../../ir/pipeline.js';
import type { Rule } from '../rule.js';

const RESERVED = 'dead-letters';

/** Every output has its own name and its own resource. */
export const outputsAreDistinct: Rule = ({ outputs }, report) => {
  for (const [i, { name, sink, span, sinkSpan }] of outputs.entries()) {
    const before = outputs.slice(0, i);
    const [kind, resource] = resourceOf(sink);
    const shared = before.find((other) => resourceOf(other.sink).join() === [kind, resource].join());
    const namesake = before.find((other) => other.name === name);
    if (shared) {
      report('sharedResource', sinkSpan, { resource: kind, name: resource }, [
        { span: shared.sinkSpan, message: 'and so does this one' },
      ]);
    } else if (namesake) {
      report('duplicateOutputName', span, { name }, [{ span: namesake.span, message: `'${name}' is also here` }]);
    }
    if (name === RESERVED) report('reservedOutputName', span, { name });
  }
};

function resourceOf(sink: Sink): readonly [kind: string, name: string] {
  switch (sink.kind) {
    case 'firehose':
      return ['delivery stream', sink.deliveryStream];
    case 'dynamodb':
      return ['table', sink.table];
    case 'opensearch':
      return ['index', sink.index];
    case 'kinesisStream':
      return ['stream', sink.stream];
  }
}
