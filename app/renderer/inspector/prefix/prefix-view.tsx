import { Binary, Check, X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Exchange } from '../../../contract/exchange.ts';
import type { LogEntry } from '../../../contract/log.ts';
import type { VideoFacts } from '../../../contract/video.ts';
import { fromHex, toHex } from '../../../flv/hex.ts';
import { describePrefix, type PrefixField, prefixLength } from '../../../flv/prefix.ts';
import { plural } from '../../../seek/format.ts';
import { CopyButton } from '../../design/copy-button.tsx';
import { cx } from '../../design/cx.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { playbackStore, type Spot } from '../../model/stores.ts';
import { NoExchange } from '../no-exchange.tsx';
import { useSpot } from '../use-spot.ts';
import { factsOfRow, knownPrefixes, type PrefixSources, prefixOf } from './prefix-sources.ts';
import css from './prefix-view.module.css';

interface PrefixViewProps {
  row: LogEntry;
  exchange: Exchange | null;
}

/** The 13 injected bytes: in hex, field by field, and against the prefixes of others. */
export function PrefixView({ row, exchange }: PrefixViewProps) {
  const open = useStore(playbackStore, ({ video }) =>
    video.phase === 'open' ? video.facts : null,
  );
  const spot = useSpot(row);
  const sources = prefixOf(row, exchange);
  if (sources === null) return <NoPrefix row={row} exchange={exchange} />;
  return <Prefix sources={sources} exchange={exchange} facts={factsOfRow(row, open)} spot={spot} />;
}

function NoPrefix({ row, exchange }: PrefixViewProps) {
  if (exchange === null) return <NoExchange row={row} />;
  const why =
    exchange.startHeader === null
      ? 'The application sent no X-REPROXY-FLV-START, so the body is passed on as it is.'
      : Number(exchange.startHeader) === 0
        ? 'The start is 0: the whole file has its own header.'
        : 'The answer is not a part of a file.';
  return (
    <EmptyState icon={Binary} title="No prefix was injected">
      {why}
    </EmptyState>
  );
}

interface PrefixProps {
  sources: PrefixSources;
  exchange: Exchange | null;
  facts: VideoFacts | null;
  spot: Spot | null;
}

function Prefix({ sources, exchange, facts, spot }: PrefixProps) {
  const own = facts === null ? undefined : (fromHex(facts.headHex) ?? undefined);
  const { fields } = describePrefix(sources.bytes, own);
  const bytes = sources.bytes.subarray(0, prefixLength);
  const more = sources.count - bytes.length;
  const [pointed, setLit] = useState<PrefixField['name'] | null>(null);
  const lit = pointed ?? fieldAt(fields, spot);
  return (
    <div className={css.prefix}>
      <div className={css.bytes}>
        <HexRow bytes={bytes} fields={fields} lit={lit} onLight={setLit} />
        <CopyButton label="Copy the bytes as hex" text={toHex(sources.bytes, ' ')} />
      </div>
      <p className={css.source}>
        {sources.source === 'page' ? 'As the page received them' : 'As the reproxy sent them'}
        {sources.isAgreed === true && ', and as the reproxy recorded them.'}
        {sources.isAgreed === false && '; the reproxy recorded other bytes.'}
        {sources.isAgreed === null && '.'}
        {exchange?.bodyStartBy === 'application' &&
          ' The application sent them itself; the reproxy put nothing in front.'}
        {exchange?.bodyStartBy === 'target' && ' The target sent them; the relay changes nothing.'}
      </p>
      {more > 0 && (
        <p>
          After these 13 came {plural(more, 'byte')} more in front of the file’s part: its metadata
          and sequence headers.
        </p>
      )}
      <FieldTable fields={fields} lit={lit} onLight={setLit} />
      <Comparison bytes={bytes} facts={facts} />
    </div>
  );
}

/** The field with the byte that a check speaks of. */
function fieldAt(fields: readonly PrefixField[], spot: Spot | null): PrefixField['name'] | null {
  if (spot?.kind !== 'prefix') return null;
  const { byte } = spot;
  const field = fields.find(({ offset, length }) => byte >= offset && byte < offset + length);
  return field?.name ?? null;
}

interface LightProps {
  fields: readonly PrefixField[];
  /** The field that the pointer is on, in the hex or in the table. */
  lit: PrefixField['name'] | null;
  onLight: (name: PrefixField['name'] | null) => void;
}

function HexRow({ bytes, fields, lit, onLight }: LightProps & { bytes: Uint8Array }) {
  return (
    <figure className={css.hex} aria-label="Prefix bytes">
      {fields.map(({ name, hex, isAsSpecified }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: pointing only links the hex to the table.
        <span
          key={name}
          className={cx(css.cell, !isAsSpecified && css.odd, lit === name && css.lit)}
          onMouseEnter={() => onLight(name)}
          onMouseLeave={() => onLight(null)}
        >
          {hex}
        </span>
      ))}
      {fields.length === 0 && toHex(bytes, ' ')}
    </figure>
  );
}

function FieldTable({ fields, lit, onLight }: LightProps) {
  return (
    <table className={css.fields} aria-label="Prefix fields">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Bytes</th>
          <th scope="col">Value</th>
          <th scope="col">Specified</th>
        </tr>
      </thead>
      {fields.map((field) => (
        <tbody
          key={field.name}
          className={cx(lit === field.name && css.lit)}
          onMouseEnter={() => onLight(field.name)}
          onMouseLeave={() => onLight(null)}
        >
          <tr>
            <th scope="row">{field.name}</th>
            <td>
              <code>{field.hex}</code>
            </td>
            <td className={cx(!field.isAsSpecified && css.differs)}>
              <code>{field.value}</code>
            </td>
            <td>
              <code>{field.specified}</code>
            </td>
          </tr>
          <tr>
            <td colSpan={4} className={css.meaning}>
              {field.meaning}
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

function Comparison({ bytes, facts }: { bytes: Uint8Array; facts: VideoFacts | null }) {
  return (
    <table className={css.comparison} aria-label="Compared with">
      <tbody>
        {knownPrefixes(facts).map((known) => {
          const isSame = toHex(known.bytes) === toHex(bytes);
          return (
            <tr key={known.name}>
              <th scope="row">{known.name}</th>
              <td className={cx(css.verdict, isSame ? css.same : css.differs)}>
                {isSame ? <Check size={13} aria-hidden /> : <X size={13} aria-hidden />}
                {isSame ? 'equal' : 'differs'}
              </td>
              <td>
                <code className={css.known}>
                  {Array.from(known.bytes, (byte, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place.
                    <span key={i} className={cx(byte !== bytes[i] && css.differs)}>
                      {toHex(Uint8Array.of(byte))}
                    </span>
                  ))}
                </code>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
