import type { PersonalityName } from '../../contract/personality.ts';

/** What each personality does, in one sentence. */
export const personalityWords: Record<PersonalityName, string> = {
  'perlbal-patch':
    'The 2007 patch: 13 fixed bytes, then the file from the application’s X-REPROXY-FLV-START on.',
  'perlbal-plugin':
    'Perlbal’s FlvStreaming plugin: the same 13 bytes; the offset is the start of the query.',
  lighttpd: 'mod_flv_streaming: the same 13 bytes; takes start and end from the query.',
  nginx:
    'The flv module: other flags, and zeros at the prefix’s end; a bad start gives the whole file.',
  spec: 'What the FLV specification asks for: the file’s own flags, and PreviousTagSize0 zero.',
  cdn: 'Goes back to a keyframe and sends the file’s own head in front: any player can start.',
};

/** What quirks are, in one sentence. */
export const quirksWords =
  'Of perlbal-patch only: its bugs as well, such as the prefix in front of an error page.';
