import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { explainHeads } from '../../../checks/head-changes.ts';
import type { PatchLine } from '../../../checks/patch-lines.ts';
import type { Exchange } from '../../../contract/exchange.ts';
import type { LogEntry } from '../../../contract/log.ts';
import { plural } from '../../../seek/format.ts';
import { viewStore } from '../../model/stores.ts';
import { NoExchange } from '../no-exchange.tsx';
import { useSpot } from '../use-spot.ts';
import { BodyLine } from './body-line.tsx';
import css from './heads.module.css';
import { HeadsBar } from './heads-bar.tsx';
import { HopHeads } from './hop-heads.tsx';
import { HopStrip, hopName } from './hop-strip.tsx';
import { WireSteps } from './wire-steps.tsx';

interface HeadsProps {
  row: LogEntry;
  exchange: Exchange | null;
}

/** The raw heads of every hop, and what the reproxy did with each line. */
export function Heads({ row, exchange }: HeadsProps) {
  const explained = useMemo(() => (exchange ? explainHeads(exchange) : []), [exchange]);
  const isRaw = useStore(viewStore, (state) => state.headLook === 'raw');
  const spot = useSpot(row);
  const hops = useRef<(HTMLElement | null)[]>([]);
  if (exchange === null) return <NoExchange row={row} />;
  const showHop = (index: number) => {
    hops.current[index]?.scrollIntoView({ block: 'start' });
    hops.current[index]?.focus({ preventScroll: true });
  };
  const showLine = ({ hop, side, line }: PatchLine) =>
    viewStore.setState({ spot: { kind: 'head', hop, side, line, row: row.number } });
  return (
    <>
      <HopStrip exchange={exchange} onChoose={showHop} />
      {!isRaw && <WireSteps exchange={exchange} onChoose={showLine} />}
      <HeadsBar hops={explained} />
      {exchange.leftOutBytes > 0 && (
        <p className={css.leftOut}>
          {plural(exchange.leftOutBytes, 'byte')} of heads more were not kept: there were too many.
        </p>
      )}
      {exchange.hops.map((hop, i) => {
        const lines = explained[i];
        const key = `${exchange.id} ${hop.kind} ${i}`;
        const name = hopName(exchange, i);
        return (
          lines && (
            <HopHeads
              key={key}
              ref={(element) => {
                hops.current[i] = element;
              }}
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
