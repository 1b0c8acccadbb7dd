import { CodedError } from '../../contract/errors.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import { streamUrl } from '../../http/stream-url.ts';
import type { OpenedVideo, VideoOpener } from '../library/opened-video.ts';
import { openHttpSource } from '../source/http-source.ts';
import type { RightOfWay } from '../source/right-of-way.ts';
import type { ReadingMark } from './reading-mark.ts';
import { readServedName } from './served-name.ts';

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
   * @param text its name, what comes after `/v/`; or its address at the application
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
  const sizes = new Map<string, number>();

  const open = async (name: string): Promise<OpenedVideo> => {
    const url = streamUrl(reproxyUrl, name, { seekId: mark.seekId });
    const closing = new AbortController();
    const { signal } = closing;
    const reading = openHttpSource(url, { name, redirect: 'error', signal, rightOfWay });
    const source = await reading.catch((cause: unknown) => {
      throw new CodedError('served_video_unusable', { name, detail: reasonOf(cause) }, { cause });
    });
    return {
      state: ['served', applicationUrl(), name, source.sizeBytes, source.validator].join(' '),
      source,
      sizeBytes: source.sizeBytes,
      modifiedAtEpochMs: null,
      // Each read has checked that the same file answers.
      isUnchanged: async () => source.validator !== null,
      close: async () => closing.abort(),
    };
  };

  return {
    isApplicationOwn: () => applicationUrl() !== null,
    entries: () =>
      applicationUrl() === null
        ? []
        : [...sizes].map(([name, sizeBytes]) => ({
            name,
            sizeBytes,
            modifiedAtEpochMs: null,
            origin: 'application',
          })),
    async add(text) {
      const application = applicationUrl();
      const name = readServedName(text, application);
      if (application === null) {
        const detail = 'the embedded application is asked, which knows the library alone';
        throw new CodedError('served_video_unusable', { name, detail });
      }
      const { sizeBytes } = await open(name);
      // The one that was added last stands last.
      sizes.delete(name);
      sizes.set(name, sizeBytes);
      onChange();
    },
    openAdded: async (name) => (applicationUrl() !== null && sizes.has(name) ? open(name) : null),
    openAny: async (name) => (applicationUrl() !== null ? open(name) : null),
  };
}

/** The end of a sentence. */
function reasonOf(error: unknown): string {
  if (!(error instanceof CodedError)) return String(error);
  if (error.code !== 'source_no_range') return error.message.replace(/\.$/, '');
  return 'the answer to a Range request is no 206 with a Content-Range';
}
