import { cleanSegment } from '../library/listing.ts';

/**
 * The name that a MogileFS key wants in the library. Most keys are names as they are; of the others,
 * what no URL path of ours may hold is replaced: keys are any bytes, a name is a path of folders.
 */
export function nameOfKey(key: string): string {
  const segments = key.split('/').filter((segment) => segment !== '');
  return segments.map(replaceDots).map(cleanSegment).join('/') || '_';
}

/** `.` and `..` would lead somewhere else. */
function replaceDots(segment: string): string {
  return segment === '.' || segment === '..' ? segment.replaceAll('.', '_') : segment;
}
