import { CodedError } from '../../contract/errors.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import { streamUrl, videoAddress } from '../../http/stream-url.ts';
import type { OpenedVideo, VideoOpener } from '../library/opened-video.ts';
import { numbered } from '../library/unique-names.ts';
import { openHttpSource } from '../source/http-source.ts';
import type { RightOfWay } from '../source/right-of-way.ts';
import { copiedFinding } from '../source/whole-source.ts';
import type { ReadingMark } from './reading-mark.ts';
import { isQueryKeptBack, readServedName, type ServedName } from './served-name.ts';

export interface ServedVideosOptions {
  reproxyUrl: string;
  mark: ReadingMark;
  /** The user's own application; null while the embedded one is asked. */
  applicationUrl: () => string | null;
  /** Reading a video for its index waits for players. */
  rightOfWay: RightOfWay;
  /** Called when the entries are others than before. */
  onChange: () => void;
}

/**
 * Videos that only the user's own application knows, by the names that it has for them. They are
 * read through the reproxy, without a start: so whatever may be asked, and what may not, is decided
 * in one place.
 */
export interface ServedVideos {
  /** Is the user's own application asked? */
  isApplicationOwn(): boolean;
  /** Those that were added; none while the embedded application is asked. */
  entries(): LibraryEntry[];
  /**
   * Adds a video when the application has it.
   * @param text its name, what comes after `/v/`, with its query; or its address at the application
   * @throws CodedError `served_video_unusable`
   */
  add(text: string): Promise<void>;
  /** Opens those that were added. */
  openAdded: VideoOpener;
  /** Opens any that the application has, for links to videos of an earlier run. */
  openAny: VideoOpener;
}

export function createServedVideos(options: ServedVideosOptions): ServedVideos {
  const { reproxyUrl, mark, applicationUrl, rightOfWay, onChange } = options;
  const added = new Map<string, { address: string; sizeBytes: number }>();

  const open = async ({ name, address }: ServedName): Promise<OpenedVideo> => {
    const url = streamUrl(reproxyUrl, address, { seekId: mark.seekId });
    const closing = new AbortController();
    const { signal } = closing;
    const reading = openHttpSource(url, {
      ...{ name, signal, rightOfWay },
      redirect: 'error',
      mayCopy: true,
    });
    const source = await reading.catch((cause: unknown) => {
      throw new CodedError('served_video_unusable', { name, detail: reasonOf(cause) }, { cause });
    });
    return {
      state: ['served', applicationUrl(), name, address, source.sizeBytes, source.validator].join(
        ' ',
      ),
      address,
      source,
      sizeBytes: source.sizeBytes,
      modifiedAtEpochMs: null,
      // Each read has checked that the same file answers.
      isUnchanged: async () => source.validator !== null,
      ...(source.isCopied && { findings: [copiedFinding] }),
      async close() {
        closing.abort();
        await source.close();
      },
    };
  };

  /** Opens the first of what a text may mean that the application has. */
  const openFirst = async ([first, ...others]: readonly ServedName[]) => {
    if (first === undefined) throw new Error('a text means something, or is refused');
    try {
      return { name: first.name, video: await open(first) };
    } catch (error) {
      for (const other of others) {
        const video = await open(other).catch(() => null);
        if (video) return { name: other.name, video };
      }
      throw error;
    }
  };

  /** Videos that differ only in their query have one name each all the same. */
  const uniqueName = (wanted: string, address: string): string => {
    let name = wanted;
    for (let n = 2; (added.get(name)?.address ?? address) !== address; n += 1) {
      name = numbered(wanted, n);
    }
    return name;
  };

  return {
    isApplicationOwn: () => applicationUrl() !== null,
    entries: () =>
      applicationUrl() === null
        ? []
        : [...added].map(([name, { sizeBytes }]) => ({
            name,
            sizeBytes,
            modifiedAtEpochMs: null,
            origin: 'application',
          })),
    async add(text) {
      const application = applicationUrl();
      const meanings = readServedName(text, application);
      if (application === null) {
        const detail = 'the embedded application is asked, which knows the library alone';
        throw new CodedError('served_video_unusable', { name: meanings[0]?.name ?? text, detail });
      }
      const { name: wanted, video } = await openFirst(meanings);
      await video.close();
      const { address = videoAddress(wanted), sizeBytes } = video;
      const name = uniqueName(wanted, address);
      // The one that was added last stands last.
      added.delete(name);
      added.set(name, { address, sizeBytes });
      onChange();
    },
    async openAdded(name) {
      const known = added.get(name);
      if (applicationUrl() === null || known === undefined) return null;
      return open({ name, address: known.address });
    },
    async openAny(name) {
      const application = applicationUrl();
      if (application === null) return null;
      if (isQueryKeptBack(name)) {
        const detail = 'its query is not kept after the run that it was added in; add it anew';
        throw new CodedError('served_video_unusable', { name, detail });
      }
      // Whatever it means, it goes on under the name that it was asked for by.
      const meanings = readServedName(name, application).map((each) => ({ ...each, name }));
      return (await openFirst(meanings)).video;
    },
  };
}

/** The end of a sentence. */
function reasonOf(error: unknown): string {
  if (!(error instanceof CodedError)) return String(error);
  if (error.code !== 'source_no_range') return error.message.replace(/\.$/, '');
  return 'the answer to a Range request is no 206 with a Content-Range';
}
