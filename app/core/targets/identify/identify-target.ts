import { modelOf } from '../../../checks/expectations/model-of.ts';
import { CodedError } from '../../../contract/errors.ts';
import type { AnsweredAs } from '../../../contract/exchange.ts';
import { personalityName } from '../../../contract/personality.ts';
import type { Likeness, TargetIdentity } from '../../../contract/target.ts';
import type { VideoFacts } from '../../../contract/video.ts';
import { streamUrl } from '../../../http/stream-url.ts';
import type { RelayTarget } from '../../../proxy/relay/relay-target.ts';
import { bytesAfterHead } from './bytes-after-head.ts';
import { probe, within } from './probe.ts';
import { BEYOND_BYTES, compareWith, flagsOf, type Probes } from './traits.ts';

/** Everybody that it is compared with. */
const CANDIDATES: readonly AnsweredAs[] = [
  ...personalityName.options.map((personality) => ({ personality, hasQuirks: false })),
  { personality: 'perlbal-patch', hasQuirks: true },
];

/**
 * Asks a target, through the relay, what makes kinds of servers differ, one after the other, and reads no
 * more of each answer than its beginning; what follows a HEAD it is asked without the relay.
 * @param facts of the target's video
 * @throws CodedError `target_not_identified`
 */
export async function identifyTarget(
  facts: VideoFacts,
  asked: RelayTarget | null,
  reproxyUrl: string,
  signal?: AbortSignal,
): Promise<TargetIdentity> {
  const { target } = facts;
  if (target === null || asked === null) {
    throw new CodedError('target_unknown', { name: facts.name });
  }
  const probes = await askAll(facts, asked, reproxyUrl, signal);
  const likenesses = CANDIDATES.map((candidate): Likeness => {
    const rows = compareWith(modelOf(candidate), probes);
    return { ...candidate, rows, same: rows.filter(({ isSame }) => isSame).length };
  });
  const share = ({ same, rows }: Likeness) => same / rows.length;
  const [server = ''] = (probes.part.field('server') ?? '').split(' ', 1);
  return {
    target: target.name,
    videoName: target.videoName,
    server: server || null,
    likenesses: likenesses.sort((a, b) => share(b) - share(a)),
  };
}

async function askAll(
  { target, address, sizeBytes, headHex, index }: VideoFacts,
  relayed: RelayTarget,
  reproxyUrl: string,
  signal: AbortSignal | undefined,
): Promise<Probes> {
  const { name } = relayed;
  const refuse = (detail: string) => new CodedError('target_not_identified', { name, detail });
  if (target?.startUnit !== 'bytes') throw refuse('it is not asked for bytes');
  const middle = index.offsets[Math.floor(index.offsets.length / 2)] ?? 0;
  if (middle === 0) throw refuse('its video has no keyframe to ask for');
  const ask = (start: number, how: { method?: 'HEAD'; range?: string } = {}) =>
    probe(streamUrl(reproxyUrl, address, { start: String(start) }), { name, ...how, signal });
  return {
    ...{ middle, sizeBytes, headHex, flags: flagsOf(headHex) },
    part: await ask(middle),
    partHead: await ask(middle, { method: 'HEAD' }),
    afterHead: await bytesAfterHead(
      relayed,
      { videoName: target.videoName, start: String(middle) },
      within(signal),
    ),
    partRange: await ask(middle, { range: 'bytes=0-12' }),
    zero: await ask(0),
    size: await ask(sizeBytes),
    beyond: await ask(sizeBytes + BEYOND_BYTES),
    negative: await ask(-1),
  };
}
