import { toHex } from '../../flv/hex.ts';
import { describePrefix, prefixLength } from '../../flv/prefix.ts';
import { plural } from '../../seek/format.ts';
import { cx } from '../design/cx.ts';
import css from './compared-prefix.module.css';

interface ComparedPrefixProps {
  prefixes: readonly [Uint8Array, Uint8Array];
}

/** The injected bytes of both, one under the other, and the fields in which they differ. */
export function ComparedPrefix({ prefixes: [first, second] }: ComparedPrefixProps) {
  const count = Math.min(Math.max(first.length, second.length), prefixLength);
  if (count === 0) return <p className={css.words}>No bytes were put in front in either.</p>;
  const places = Array.from({ length: count }, (_, i) => i);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is narrow, also by keys. */}
      <div className={css.scroller} tabIndex={0}>
        <table className={css.bytes} aria-label="Prefix byte by byte">
          <thead>
            <tr>
              <th scope="col">Byte</th>
              {places.map((place) => (
                <th key={place} scope="col">
                  {place}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Bytes name="A" bytes={first} other={second} places={places} />
            <Bytes name="B" bytes={second} other={first} places={places} />
          </tbody>
        </table>
      </div>
      <p className={css.words}>{prefixWords(first, second)}</p>
    </>
  );
}

interface BytesProps {
  name: string;
  bytes: Uint8Array;
  other: Uint8Array;
  places: readonly number[];
}

function Bytes({ name, bytes, other, places }: BytesProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {places.map((place) => {
        const byte = bytes[place];
        return (
          <td key={place} className={cx(byte !== other[place] && css.differs)}>
            {byte === undefined ? '–' : toHex(Uint8Array.of(byte))}
          </td>
        );
      })}
    </tr>
  );
}

/** Which fields differ; how many bytes each has where that is another number. */
export function prefixWords(first: Uint8Array, second: Uint8Array): string {
  if (first.length === 0 || second.length === 0) {
    return `Only ${first.length === 0 ? 'B' : 'A'} has bytes in front.`;
  }
  const fields = describePrefix(first).fields.filter(
    ({ hex }, i) => hex !== describePrefix(second).fields[i]?.hex,
  );
  const lengths =
    first.length === second.length
      ? ''
      : ` A has ${plural(first.length, 'byte')} in front, B ${plural(second.length, 'byte')}.`;
  return fields.length === 0
    ? `The first ${prefixLength} bytes are the same.${lengths}`
    : `They differ in ${fields.map(({ name }) => name).join(', ')}.${lengths}`;
}
