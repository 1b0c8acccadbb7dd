import { CodedError } from '../contract/errors.ts';
import type { Shard } from './plan/plan-asks.ts';

const MAX_SHARDS = 10_000;

/**
 * Reads `i/n`.
 * @throws CodedError `usage`
 */
export function parseShard(text: string): Shard {
  const [, index, total] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  const isShard =
    index !== undefined &&
    total !== undefined &&
    index >= 1 &&
    index <= total &&
    total <= MAX_SHARDS;
  if (isShard) return { index, total };
  const detail = `--shard is "${text}": expected I/N, such as 1/3, with I from 1 to N, and N at most ${MAX_SHARDS}.`;
  throw new CodedError('usage', { detail });
}
