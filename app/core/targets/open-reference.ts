import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { CodedError } from '../../contract/errors.ts';
import type { TargetInput } from '../../contract/target.ts';
import { relayAddress } from '../../http/relay-url.ts';
import { streamUrl } from '../../http/stream-url.ts';
import { fillPattern, readPattern } from '../../http/target-pattern.ts';
import { maskAddress } from '../../proxy/relay/mask.ts';
import {
  createGuardedLookup,
  isAddressOfThisMachine,
} from '../../proxy/upstream/guarded-lookup.ts';
import type { OpenedVideo, VideoOpener } from '../library/opened-video.ts';
import type { ReadingMark } from '../served/reading-mark.ts';
import { createFetch } from '../source/fetch.ts';
import { openHttpSource } from '../source/http-source.ts';
import type { RightOfWay } from '../source/right-of-way.ts';
import { copiedFinding } from '../source/whole-source.ts';

export interface ReferenceOptions {
  /** Base URL of the relay. */
  reproxyUrl: () => string;
  /** Our own reading stands in no log. */
  mark: ReadingMark;
  rightOfWay: RightOfWay;
  /** Opens the library's files. */
  openLocal: VideoOpener;
}

/**
 * Opens the whole file that a target's answers are held against.
 * @throws CodedError `target_video_unknown`, `target_reference_unusable`
 */
export async function openReference(
  { name, reference }: TargetInput,
  videoName: string,
  options: ReferenceOptions,
): Promise<OpenedVideo> {
  switch (reference.kind) {
    case 'library': {
      const video = await options.openLocal(reference.name ?? videoName);
      if (video) return video;
      throw new CodedError('target_video_unknown', { target: name, name: videoName });
    }
    case 'url':
      return openUrl(wholeUrl(reference.url, videoName), { target: name, videoName }, options);
    case 'target': {
      const { seekId } = options.mark;
      const url = streamUrl(options.reproxyUrl(), relayAddress(name, videoName), { seekId });
      return openUrl(url, { target: name, videoName }, options);
    }
  }
}

function wholeUrl(text: string, videoName: string): string {
  const pattern = readPattern(text);
  return pattern.kind === 'fault' ? text : fillPattern(pattern, { videoName, start: null }).url;
}

async function openUrl(
  url: string,
  { target, videoName }: { target: string; videoName: string },
  { rightOfWay }: ReferenceOptions,
): Promise<OpenedVideo> {
  const closing = new AbortController();
  const { signal } = closing;
  const source = await openHttpSource(url, {
    ...{ name: videoName, signal, rightOfWay },
    fetch: guardedFetch(url),
    // Whom else a target may lead to is the relay's to follow, as the user said.
    redirect: 'error',
    mayCopy: true,
  }).catch((cause: unknown) => {
    const said = cause instanceof CodedError ? cause.message.replace(/\.$/, '') : String(cause);
    const detail = said.replaceAll(url, maskAddress(url));
    throw new CodedError(
      'target_reference_unusable',
      { target, name: videoName, detail },
      { cause },
    );
  });
  const { sizeBytes, validator } = source;
  return {
    // Told to pages; the address may be signed.
    state: `${createHash('sha256').update(url).digest('hex')} ${sizeBytes} ${validator}`,
    source,
    sizeBytes,
    modifiedAtEpochMs: null,
    // Each read has checked that the same file answers.
    isUnchanged: async () => validator !== null,
    ...(source.isCopied && { findings: [copiedFinding] }),
    async close() {
      closing.abort();
      await source.close();
    },
  };
}

/** A name leads to no address of this machine; an address that was typed leads where it says. */
function guardedFetch(url: string) {
  const { hostname } = new URL(url);
  const isOwn = hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isOwn) return createFetch();
  return createFetch(() => createGuardedLookup((address) => !isAddressOfThisMachine(address)));
}
