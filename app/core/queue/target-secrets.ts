import { CodedError } from '../../contract/errors.ts';
import type { QueuedSweep } from '../../contract/queue.ts';
import { FIELD_MASK, type TargetInput } from '../../contract/target.ts';
import { maskAddress } from '../../proxy/relay/mask.ts';

type QueuedTarget = Extract<QueuedSweep['asked'], { kind: 'targets' }>['inputs'][number];

/** What a worker was started with: a target's pattern in the clear, and what goes along with requests. */
export type OwnTarget = Pick<
  TargetInput,
  'name' | 'pattern' | 'fields' | 'isSelfSignedAllowed' | 'redirectHosts'
>;

/**
 * A target as it may lie in a queue that others read.
 * @throws CodedError `queue_secrets_stay` where it has what may be a secret
 */
export function withoutSecrets({ fields, ...input }: TargetInput): QueuedTarget {
  const { name, pattern, reference } = input;
  const refuse = (what: string) => new CodedError('queue_secrets_stay', { what });
  const [field] = fields;
  if (field) throw refuse(`The value of ${field.name} for target "${name}"`);
  if (maskAddress(pattern) !== pattern) throw refuse(`A value in the pattern of "${name}"`);
  if (reference.kind === 'url' && maskAddress(reference.url) !== reference.url) {
    throw refuse('A value in the address of the video');
  }
  return input;
}

/**
 * A target of the queue with what this worker knows of it. Fields and values go only to the server that the
 * worker was told of: where the pattern is another one, it is not that target.
 * @throws CodedError `worker_lacks_target`
 */
export function withOwnSecrets(input: QueuedTarget, own: readonly OwnTarget[]): TargetInput {
  const refuse = (detail: string) =>
    new CodedError('worker_lacks_target', { target: input.name, detail });
  const known = own.find(({ name }) => name === input.name);
  if (known === undefined) {
    if (!input.pattern.includes(FIELD_MASK)) return { ...input, fields: [] };
    throw refuse(`its pattern is ${input.pattern}`);
  }
  const { pattern, fields, isSelfSignedAllowed, redirectHosts } = known;
  if (maskAddress(pattern) !== input.pattern) {
    throw refuse(`here it is ${maskAddress(pattern)}, there ${input.pattern}`);
  }
  return { ...input, pattern, fields, isSelfSignedAllowed, redirectHosts };
}
