import { CodedError } from '../../contract/errors.ts';
import {
  FIELD_MASK,
  type TargetChange,
  type TargetField,
  type TargetInput,
} from '../../contract/target.ts';
import { unmaskAddress } from '../../proxy/relay/mask.ts';
import { parseUpstreamUrl } from '../../proxy/upstream/endpoint.ts';

/**
 * A change with what it keeps of what is shown masked.
 * @throws CodedError `target_invalid` where there is nothing to keep
 */
export function keepMasked(change: TargetChange, before: TargetInput): TargetInput {
  const kept = (given: string, own: string) => {
    const whole = unmaskAddress(given, own);
    if (whole !== null) return whole;
    throw new CodedError('target_invalid', {
      name: change.name,
      detail: `what ${FIELD_MASK} is to stand for in its address is not known`,
    });
  };
  const { reference } = change;
  const ownUrl = before.reference.kind === 'url' ? before.reference.url : '';
  return {
    ...change,
    pattern: kept(change.pattern, before.pattern),
    reference:
      reference.kind === 'url' ? { kind: 'url', url: kept(reference.url, ownUrl) } : reference,
    fields: keptFields(change, before),
  };
}

/**
 * Values that nobody is shown go to the server that they were given for.
 * @param input the change with what it keeps
 * @throws CodedError `target_secrets_stay` where one would go to another
 */
export function checkWhereKeptGo(
  change: TargetChange,
  input: TargetInput,
  before: TargetInput,
): void {
  const fields = change.fields.flatMap(({ name, value }) => (value === null ? [name] : []));
  const query = change.pattern === input.pattern ? [] : ['what is masked in its pattern'];
  checkServer(before.pattern, input.pattern, [...fields, ...query]);
  const [own, next] = [before.reference, input.reference];
  if (own.kind !== 'url' || next.kind !== 'url' || change.reference.kind !== 'url') return;
  const isKept = change.reference.url !== next.url;
  checkServer(own.url, next.url, isKept ? ['what is masked in its reference'] : []);
}

function checkServer(from: string, to: string, kept: readonly string[]): void {
  const [own, next] = [serverOf(from), serverOf(to)];
  if (kept.length === 0 || own === next) return;
  throw new CodedError('target_secrets_stay', { from: own, to: next, kept: kept.join(' and ') });
}

/** Of a pattern: `http://host:port`. */
function serverOf(pattern: string): string {
  const origin = pattern.replace(/^(https?:\/\/[^/?]*).*$/is, '$1');
  const endpoint = parseUpstreamUrl(origin)?.endpoint;
  return endpoint ? `${endpoint.isTls ? 'https' : 'http'}://${endpoint.peer}` : origin;
}

/**
 * The fields of a change; of several by one name, the first without a value keeps the first one's.
 * @throws CodedError `target_invalid` for one that has no value to keep
 */
function keptFields(change: TargetChange, { fields }: TargetInput): TargetField[] {
  const before = [...fields];
  return change.fields.map(({ name, value }) => {
    const at = before.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());
    const [known] = at < 0 ? [] : before.splice(at, 1);
    const kept = value ?? known?.value;
    if (kept !== undefined) return { name, value: kept };
    throw new CodedError('target_invalid', {
      name: change.name,
      detail: `${name} has no value yet that it could keep`,
    });
  });
}
