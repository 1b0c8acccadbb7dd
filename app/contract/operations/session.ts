import { z } from 'zod';
import { sessionId, sessionList, sessionName, sessionView } from '../session.ts';
import type { OperationShape } from './operation-shape.ts';

export const sessionOperations = {
  'session.list': {
    description: 'The saved sessions, the one used last first, and how saving goes.',
    input: z.object({}),
    output: sessionList,
  },
  'session.new': {
    description: 'Goes on in a new session, with an empty log.',
    input: z.object({}),
    output: sessionList,
  },
  'session.open': {
    description: 'Goes on in another session: its rows take the place of those in the log.',
    input: z.object({ id: sessionId }),
    output: sessionList,
  },
  'session.name': {
    description: 'Gives a session another name.',
    input: z.object({ id: sessionId, name: sessionName }),
    output: sessionList,
  },
  'session.delete': {
    description: 'Deletes a session that is not open, from the disk too, for good.',
    input: z.object({ id: sessionId }),
    output: sessionList,
  },
  'session.export': {
    description:
      'Writes a session into one file of JSON lines, packed where its name ends in .gz; without a path into the folder for downloads.',
    input: z.object({ id: sessionId, path: z.string().min(1).max(4096).nullable() }),
    output: z.object({ path: z.string(), bytes: z.number().int() }),
  },
  'session.import': {
    description: 'Makes a session of a file that was exported; it is not opened.',
    input: z.object({ path: z.string().min(1).max(4096) }),
    output: z.object({ id: sessionId, unreadable: z.number().int(), list: sessionList }),
  },
  'session.keep-view': {
    description: 'A page tells where it is, for the next start.',
    input: sessionView,
    output: z.object({}),
  },
  'session.take-view': {
    description: 'Where a page was when the session was left; told once, then null.',
    input: z.object({}),
    output: sessionView.nullable(),
  },
} as const satisfies Record<string, OperationShape>;
