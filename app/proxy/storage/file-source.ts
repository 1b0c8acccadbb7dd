import type { AcceptedAnswer, StorageAnswer } from './storage-verdict.ts';
import type { WantedPart } from './wanted-part.ts';

/** Where a file is: on storage nodes, under one URL or several, or on this machine's disk. */
export type FileSource =
  | {
      readonly kind: 'storage';
      /** In the order to try. */
      readonly urls: readonly string[];
      /** The URLs come from the user and not from the application: no list has to allow them. */
      readonly isTrusted: boolean;
      readonly expectedSize: string | null;
    }
  | {
      readonly kind: 'disk';
      /** X-REPROXY-FILE as sent. */
      readonly file: string;
      readonly expectedSize: string | null;
    };

/** Which part of a file is wanted, and who hears that it comes. */
export interface FileWish {
  readonly source: FileSource;
  readonly part: WantedPart;
  /** HEAD: no body is wanted. */
  readonly method: 'GET' | 'HEAD';
  /**
   * The first answer that can be used. Begins the answer to the client.
   * @returns whether the body is to follow
   */
  readonly onAccepted: (answer: AcceptedAnswer, storage: StorageAnswer) => boolean;
}
