import { Tags } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Exchange } from '../../../contract/exchange.ts';
import type { LogEntry } from '../../../contract/log.ts';
import { toHex } from '../../../flv/hex.ts';
import { tagHeaderLength } from '../../../flv/tag-header.ts';
import { formatCount } from '../../../seek/format.ts';
import { cx } from '../../design/cx.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { NoExchange } from '../no-exchange.tsx';
import { useSpot } from '../use-spot.ts';
import { type ReadTag, readerPlace, readTags } from './read-tags.ts';
import css from './tags-view.module.css';

interface TagsViewProps {
  row: LogEntry;
  exchange: Exchange | null;
}

/** The first tags behind the prefix: as a table, and as the bytes that they are. */
export function TagsView({ row, exchange }: TagsViewProps) {
  const [pointedAt, setLit] = useState<number | null>(null);
  const spot = useSpot(row);
  const spoken = spot?.kind === 'tag' ? spot.index : null;
  useEffect(() => {
    if (spot?.kind !== 'tag') return;
    const shown = document.getElementById(`tag-row-${spot.index}`);
    shown?.scrollIntoView({ block: 'nearest' });
    shown?.focus({ preventScroll: true });
  }, [spot]);
  const lit = pointedAt ?? spoken;
  if (exchange === null) return <NoExchange row={row} />;
  const tags = readTags(exchange);
  const place = readerPlace(row);
  if (tags.length === 0) return <NoTags exchange={exchange} />;
  return (
    <div className={css.tags}>
      {place && <p className={css.place}>Where it landed: {place}</p>}
      <div className={css.scroller}>
        <TagTable tags={tags} lit={lit} onLight={setLit} />
      </div>
      <TagHex tags={tags} lit={lit} onLight={setLit} />
      <p className={css.note}>
        As the client got them: no more than the first 12 of the body, and 43 bytes of each. Behind
        what is no tag nothing was followed.
      </p>
    </div>
  );
}

function NoTags({ exchange }: { exchange: Exchange }) {
  const isSeek = exchange.seekId !== null;
  return (
    <EmptyState icon={Tags} title="No tags">
      {isSeek
        ? 'No FLV tag came behind a file header in this body.'
        : 'Tags are written down for the requests of seeks only.'}
    </EmptyState>
  );
}

interface LitProps {
  tags: readonly ReadTag[];
  /** The tag that the pointer or the focus is on, in the table or in the hex. */
  lit: number | null;
  onLight: (index: number | null) => void;
}

function lighting(index: number, onLight: LitProps['onLight']) {
  return {
    onMouseEnter: () => onLight(index),
    onMouseLeave: () => onLight(null),
    onFocus: () => onLight(index),
    onBlur: () => onLight(null),
  };
}

function TagTable({ tags, lit, onLight }: LitProps) {
  return (
    <table className={css.table} aria-label="First tags">
      <thead>
        <tr>
          <th scope="col">Tag</th>
          <th scope="col">In the file</th>
          <th scope="col">In the body</th>
          <th scope="col">Type</th>
          <th scope="col">Data</th>
          <th scope="col">Time</th>
        </tr>
      </thead>
      <tbody>
        {tags.map(({ bodyOffset, fileOffset, tag }, i) => (
          <tr
            key={bodyOffset}
            className={cx(lit === i && css.lit, tag === null && css.odd)}
            {...lighting(i, onLight)}
          >
            <th scope="row">
              <button
                type="button"
                id={`tag-row-${i}`}
                className={css.number}
                aria-label={`Tag ${i + 1} in hex`}
                onClick={() => document.getElementById(`tag-hex-${i}`)?.focus()}
              >
                {i + 1}
              </button>
            </th>
            <td>{fileOffset === null ? '–' : formatCount(fileOffset)}</td>
            <td>{formatCount(bodyOffset)}</td>
            <td className={css.type}>
              {tag ? tag.type : 'no tag'} <span className={css.soft}>{tag?.flags}</span>
            </td>
            <td>{tag ? formatCount(tag.dataSize) : '–'}</td>
            <td>{tag ? `${formatCount(tag.timestampMs)} ms` : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TagHex({ tags, lit, onLight }: LitProps) {
  return (
    <ol className={css.hexes} aria-label="First tags in hex">
      {tags.map(({ bodyOffset, bytes, tag }, i) => (
        <li key={bodyOffset}>
          <button
            type="button"
            id={`tag-hex-${i}`}
            aria-label={`Tag ${i + 1} in the table: ${toHex(bytes, ' ')}`}
            className={cx(css.hex, lit === i && css.lit, tag === null && css.odd)}
            onClick={() => document.getElementById(`tag-row-${i}`)?.focus()}
            {...lighting(i, onLight)}
          >
            <span className={css.name}>{i + 1}</span>
            <code className={css.header}>{toHex(bytes.subarray(0, tagHeaderLength), ' ')}</code>{' '}
            <code>{toHex(bytes.subarray(tagHeaderLength), ' ')}</code>
          </button>
        </li>
      ))}
    </ol>
  );
}
