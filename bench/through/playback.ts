/** What the generator of `pipelines/title-popularity` writes. */
export interface Playback {
  eventId: string;
  userId: string;
  titleId: string;
  kind: 'play' | 'pause' | 'seek' | 'stop' | 'search';
  device?: string;
  watchedSeconds: number;
  at: Date;
}
