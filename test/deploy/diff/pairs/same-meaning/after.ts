// Other parameter names, constants, helpers, layout, durations of the same length; a stage that nothing reads.
import { count, firehose, hours, kinesis, minutes, pipeline, tumble } from 'pipectl';

interface Play {
  titleId: string;
  watched: number;
  at: Date;
}

const MINUTE = 60;
const isLong = ({ watched, titleId }: Play) => watched > MINUTE && titleId !== '';

const plays = kinesis<Play>({ stream: 'plays', time: (play) => play.at, outOfOrder: minutes(1) });
const long = plays.filter((play) => isLong(play));
const perTitle = long
  .keyBy(({ titleId }) => ({ titleId }))
  .window(tumble(hours(1)))
  .aggregate({ plays: count() });

export default pipeline('compared', [perTitle.to(firehose({ deliveryStream: 'titles' }))]);
