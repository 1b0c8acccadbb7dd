import { audioFlag, readFileHeader, videoFlag } from '../../flv/file-header.ts';
import { prefixLength, specPrefix } from '../../flv/prefix.ts';
import { readPart } from '../storage/read-part.ts';
import type { Backends, Personality } from './personality.ts';
import { Reproxying } from './reproxying.ts';

/**
 * What the FLV specification asks for: the file's own TypeFlags, PreviousTagSize0 zero. A file
 * that is no FLV is given both flags.
 */
export function createSpec(backends: Backends): Personality {
  return new Reproxying(backends, async (exchange, source, start) => {
    const read = await readPart(backends.storage, exchange, source, 0, prefixLength - 1);
    if (read.kind === 'failed') return read;
    const flags = readFileHeader(read.bytes)?.flags ?? audioFlag | videoFlag;
    return { kind: 'opening', start, prefix: Buffer.from(specPrefix(flags)).toString('latin1') };
  });
}
