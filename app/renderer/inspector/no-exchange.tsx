import { Layers, Unplug } from 'lucide-react';
import { EmptyState } from '../design/empty-state.tsx';
import type { LogRow } from '../model/log-rows.ts';

/** Why a row has no exchange to show. */
export function NoExchange({ row }: { row: LogRow }) {
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
