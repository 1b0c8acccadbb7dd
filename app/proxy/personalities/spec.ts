import { audioFlag, readFileHeader, videoFlag } from '../../flv/file-header.ts';
import { prefixLength, specPrefix } from '../../flv/prefix.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { readPart } from '../storage/read-part.ts';
import { Reproxying } from './reproxying.ts';

/**
 * What the FLV specification asks for: the file's own TypeFlags, PreviousTagSize0 zero. A file
 * that is no FLV is given both flags.
 */
export function startSpec(exchange: ExchangeControl): void {
  new Reproxying(exchange, async (_exchange, source, start) => {
    const { bytes } = await readPart(exchange, source, 0, prefixLength - 1);
    const flags = readFileHeader(bytes)?.flags ?? audioFlag | videoFlag;
    return { start, prefix: Buffer.from(specPrefix(flags)).toString('latin1') };
  }).start();
}
