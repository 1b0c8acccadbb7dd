import type { ResponseHead } from '../../http/response-head.ts';

/** What of the application's answer reaches the client when the body comes from elsewhere. */
export type ApplicationAnswer = Pick<ResponseHead, 'status' | 'reason' | 'fields'>;
