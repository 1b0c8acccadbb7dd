/** All keys in Redis begin so; what the engine keeps stands under `seeklab:shards:`. */
export const KEY_PREFIX = 'seeklab';
export const QUEUE_NAME = 'shards';

/** What its workers must know of a sweep. Without it, nobody waits for its results. */
export const descriptionKey = (sweep: string) => `${KEY_PREFIX}:sweep:${sweep}`;
/** What they tell whoever asked. */
export const newsKey = (sweep: string) => `${KEY_PREFIX}:news:${sweep}`;
export const jobIdOf = (sweep: string, shard: number) => `${sweep}-${shard}`;

/** What an asker that was killed leaves behind goes after that time. */
export const LEASE_SECONDS = 120;
/** Pieces of news that wait for an asker; workers wait when there are more. */
export const MAX_NEWS = 256;
