import type { ResponseHead } from '../../http/response-head.ts';
import type { StorageVerdict } from './storage-verdict.ts';

/** A verdict with which an answer to the client can be begun. */
export type AcceptedAnswer = Exclude<StorageVerdict, { kind: 'rejected' }>;

/** What of a storage answer decides about the client's. */
export type StorageAnswer = Pick<ResponseHead, 'status' | 'reason' | 'fields' | 'framing'>;
