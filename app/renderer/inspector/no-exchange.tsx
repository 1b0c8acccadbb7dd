import { Layers, Unplug } from 'lucide-react';
import type { LogEntry } from '../../contract/log.ts';
import { EmptyState } from '../design/empty-state.tsx';

/** Why a row has no exchange to show. */
export function NoExchange({ row }: { row: LogEntry }) {
  if (row.kind === 'seek' && row.seek.source === 'buffer') {
    return (
      <EmptyState icon={Layers} title="From the buffer">
        The picture was there already: nothing was asked of the reproxy. Seek by byte offset to ask
        in any case.
      </EmptyState>
    );
  }
  if (row.kind === 'seek' && row.seek.state === 'running') return null;
  return (
    <EmptyState icon={Unplug} title="No exchange">
      The reproxy has no record of a request for this seek.
    </EmptyState>
  );
}
