import { CodedError } from '../../contract/errors.ts';
import type { TargetInput } from '../../contract/target.ts';
import { fillPattern, readPattern, type TargetPattern } from '../../http/target-pattern.ts';
import { maskAddress } from '../../proxy/relay/mask.ts';
import { isOurselves, parseUpstreamUrl } from '../../proxy/upstream/endpoint.ts';

/** Fields that frame or route a request: the relay writes them, or the client does. */
const NOT_A_TARGETS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'range',
  'if-range',
]);

/**
 * Looks at a target that the user wants to add.
 * @param ownPort of the relay
 * @returns its pattern
 * @throws CodedError `target_pattern_invalid`, `target_invalid`
 */
export function checkTarget(input: TargetInput, ownPort: number): TargetPattern {
  const pattern = checkPattern(input.pattern, ownPort);
  const refuse = (detail: string) => new CodedError('target_invalid', { name: input.name, detail });
  if (pattern.hasName === (input.names.kind === 'one')) {
    throw refuse(
      pattern.hasName
        ? 'its pattern has {name}, so it has more than one video'
        : 'its pattern has no {name}, so it has one video',
    );
  }
  const field = input.fields.find(({ name }) => NOT_A_TARGETS.has(name.toLowerCase()));
  if (field) throw refuse(`${field.name} is not one that can be given`);
  const host = input.redirectHosts.find((text) => parseUpstreamUrl(`http://${text}/`) === null);
  if (host !== undefined) throw refuse(`"${host}" is no host:port that it may lead to`);
  const { reference } = input;
  if (reference.kind === 'url') checkPattern(reference.url, ownPort);
  return pattern;
}

/** @throws CodedError `target_pattern_invalid` */
function checkPattern(text: string, ownPort: number): TargetPattern {
  const refuse = (detail: string) =>
    new CodedError('target_pattern_invalid', { pattern: maskAddress(text), detail });
  const pattern = readPattern(text);
  if (pattern.kind === 'fault') throw refuse(pattern.detail);
  const { url } = fillPattern(pattern, { videoName: 'a.flv', start: '1' });
  const parsed = parseUpstreamUrl(url);
  if (parsed === null) throw refuse('its host is none');
  if (isOurselves(parsed.endpoint, ownPort)) throw refuse('it leads back to this relay');
  return pattern;
}

/** `host:port` in the one form that hops are compared by. */
export function peerOf(text: string): string {
  return parseUpstreamUrl(`http://${text}/`)?.endpoint.peer ?? text;
}
