import type { ReactNode, Ref } from 'react';
import type { ExplainedHop } from '../../../checks/explained-line.ts';
import type { Hop } from '../../../contract/exchange.ts';
import { shellCommand } from '../../../report/text/hop-command.ts';
import { plural } from '../../../seek/format.ts';
import { CopyButton } from '../../design/copy-button.tsx';
import { cx } from '../../design/cx.ts';
import { ErrorNote } from '../../design/error-note.tsx';
import { HeadBlock } from './head-block.tsx';
import type { HeadSpot } from './head-line.tsx';
import css from './heads.module.css';

interface HopHeadsProps {
  /** Takes the focus when the hop is jumped to. */
  ref: Ref<HTMLElement>;
  hop: Hop;
  name: string;
  lines: ExplainedHop;
  /** What of it a check speaks of. */
  spot: HeadSpot | null;
  /** What stands under the heads. */
  children: ReactNode;
}

/** The client hop's error is that of the whole exchange, which stands above the tabs. */
export function HopHeads({ ref, hop, name, lines, spot, children }: HopHeadsProps) {
  const litLine = (side: HeadSpot['side']) => (spot?.side === side ? spot : null);
  return (
    <section ref={ref} className={css.hop} aria-label={name} tabIndex={-1}>
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
