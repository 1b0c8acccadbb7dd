import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ExplainedHop } from '../../../checks/explained-line.ts';
import { explainHeads } from '../../../checks/head-changes.ts';
import type { Exchange, Hop } from '../../../contract/exchange.ts';
import type { LogEntry } from '../../../contract/log.ts';
import { shellCommand } from '../../../report/text/hop-command.ts';
import { plural } from '../../../seek/format.ts';
import { CopyButton } from '../../design/copy-button.tsx';
import { cx } from '../../design/cx.ts';
import { ErrorNote } from '../../design/error-note.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { viewStore } from '../../model/stores.ts';
import { NoExchange } from '../no-exchange.tsx';
import { useSpot } from '../use-spot.ts';
import { BodyLine } from './body-line.tsx';
import { HeadBlock, type HeadSpot } from './head-block.tsx';
import css from './heads.module.css';

interface HeadsProps {
  row: LogEntry;
  exchange: Exchange | null;
}

/** The raw heads of every hop, and what the reproxy did with each line. */
export function Heads({ row, exchange }: HeadsProps) {
  const explained = useMemo(() => (exchange ? explainHeads(exchange) : []), [exchange]);
  const look = useStore(viewStore, (state) => state.headLook);
  const spot = useSpot(row);
  if (exchange === null) return <NoExchange row={row} />;
  return (
    <>
      <div className={css.bar}>
        <Counts hops={explained} />
        <Segmented
          label="Show heads"
          value={look}
          options={[
            { value: 'explained', text: 'Explained' },
            { value: 'raw', text: 'Raw' },
          ]}
          onChange={(headLook) => viewStore.setState({ headLook })}
        />
      </div>
      {exchange.leftOutBytes > 0 && (
        <p className={css.leftOut}>
          {plural(exchange.leftOutBytes, 'byte')} of heads more were not kept: there were too many.
        </p>
      )}
      {exchange.hops.map((hop, i) => {
        const lines = explained[i];
        const key = `${hop.kind} ${i}`;
        const name = hopName(exchange, i);
        return (
          lines && (
            <HopHeads
              key={key}
              hop={hop}
              name={name}
              lines={lines}
              spot={spot?.kind === 'head' && spot.hop === i ? spot : null}
            >
              {hop.kind === 'client' && hop.responseHead !== '' && (
                <BodyLine name={name} exchange={exchange} />
              )}
            </HopHeads>
          )
        );
      })}
    </>
  );
}

/** What the marks mean, and how often each is there. */
function Counts({ hops }: { hops: readonly ExplainedHop[] }) {
  const lines = hops.flatMap(({ request, response }) => [...request, ...response]);
  const count = (change: string) => lines.filter((line) => line.change === change).length;
  return (
    <ul className={css.counts} aria-label="Changes">
      {(['dropped', 'added', 'rewritten'] as const).map((change) => (
        <li key={change} className={cx(css.count, css[change])}>
          {count(change)} {change}
        </li>
      ))}
    </ul>
  );
}

interface HopHeadsProps {
  hop: Hop;
  name: string;
  lines: ExplainedHop;
  /** What of it a check speaks of. */
  spot: HeadSpot | null;
  /** What stands under the heads. */
  children: ReactNode;
}

/** The client hop's error is that of the whole exchange, which stands above the tabs. */
function HopHeads({ hop, name, lines, spot, children }: HopHeadsProps) {
  const litLine = (side: HeadSpot['side']) => (spot?.side === side ? spot : null);
  return (
    <section className={css.hop} aria-label={name}>
      <header className={css.header}>
        <h3 className={css.name}>{name}</h3>
        {hop.status !== null && <Status status={hop.status} />}
        <span className={css.facts}>{hopFacts(hop)}</span>
        <CopyButton
          label={hop.kind === 'tracker' ? 'Copy as nc' : 'Copy as curl'}
          text={() => shellCommand(hop)}
        />
      </header>
      {hop.error && hop.kind !== 'client' && (
        <div className={css.error}>
          <ErrorNote error={hop.error} />
        </div>
      )}
      <HeadBlock
        name={`${name}, request`}
        caption={`Request ${peerWords(hop)}`}
        raw={hop.requestHead}
        lines={lines.request}
        spot={litLine('request')}
      />
      {hop.interimHeads.map((raw) => (
        <HeadBlock
          key={raw}
          name={`${name}, interim response`}
          caption="Interim response"
          raw={raw}
          lines={[]}
          spot={null}
        />
      ))}
      <HeadBlock
        name={`${name}, response`}
        caption="Response"
        raw={hop.responseHead}
        lines={lines.response}
        spot={litLine('response')}
      />
      {children}
    </section>
  );
}

function hopName(exchange: Exchange, index: number): string {
  const hop = exchange.hops[index];
  if (!hop) return '';
  const same = exchange.hops.filter(({ kind }) => kind === hop.kind);
  const kind = hop.kind.charAt(0).toUpperCase() + hop.kind.slice(1);
  return same.length > 1 ? `${kind} hop ${same.indexOf(hop) + 1}` : `${kind} hop`;
}

function Status({ status }: { status: number }) {
  return <span className={cx(css.status, status >= 400 && css.dropped)}>{status}</span>;
}

function peerWords({ kind, peer, isConnectionReused }: Hop): string {
  const direction = kind === 'client' ? 'from' : 'to';
  return `${direction} ${peer}${isConnectionReused ? ', connection reused' : ''}`;
}

function hopFacts({ outcome, responseBodyBytes }: Hop): string {
  const body = responseBodyBytes > 0 ? plural(responseBodyBytes, 'body byte') : '';
  const ending = outcome === 'complete' ? '' : outcome;
  return [ending, body].filter(Boolean).join(' · ');
}
