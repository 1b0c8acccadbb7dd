import { z } from 'zod';

/**
 * Whose manners the reproxy answers in. `perlbal-patch`: the 2007 patch. `perlbal-plugin`:
 * Perlbal's FlvStreaming plugin. `lighttpd`: mod_flv_streaming. `nginx`: its flv module. `spec`:
 * the prefix that the FLV specification asks for. `cdn`: starts at a keyframe, with the file's own
 * head in front, so that any player starts on it.
 */
export const personalityName = z.enum([
  'perlbal-patch',
  'perlbal-plugin',
  'lighttpd',
  'nginx',
  'spec',
  'cdn',
]);
export type PersonalityName = z.infer<typeof personalityName>;
