import { UNDO_CLEAR_MS } from '../../contract/log.ts';
import { plural } from '../../seek/format.ts';
import type { Connection } from './connection.ts';
import { offer, tell, tellError } from './notices.ts';
import { logStore, noSelection, viewStore } from './stores.ts';

export interface LogClearing {
  /** Clears the log of what is over and not pinned, and offers to undo that. */
  clearLog(): Promise<void>;
  /** Brings back what was cleared last, while that can be had. */
  undoClear(): Promise<void>;
}

export function createLogClearing(connection: Pick<Connection, 'call'>): LogClearing {
  const undoClear = async () => {
    try {
      const { restored } = await connection.call('log.undo-clear', {});
      tell(
        restored === 0 ? 'There is nothing to undo.' : `Brought back ${plural(restored, 'row')}.`,
      );
    } catch (thrown) {
      tellError(thrown);
    }
  };
  return {
    async clearLog() {
      try {
        const { cleared } = await connection.call('log.clear', {});
        viewStore.setState({ rowNumber: null, exchangeIndex: 0, selected: noSelection });
        if (cleared === 0) return;
        const staying = logStore.getState().pinned.length;
        const stay = staying === 0 ? '' : `; ${plural(staying, 'pinned row')} stay`;
        const words = `Cleared ${plural(cleared, 'row')}, to be had back for ${UNDO_CLEAR_MS / 1000} s${stay}.`;
        offer(words, 'Undo', () => void undoClear());
      } catch (thrown) {
        tellError(thrown);
      }
    },
    undoClear,
  };
}
