import { toSeeklabError } from '../../contract/errors.ts';
import { coalesce } from './coalesce.ts';
import type { Connection } from './connection.ts';
import { tellError } from './notices.ts';
import type { Quiet } from './quiet.ts';
import { logStore, viewStore } from './stores.ts';

/** They are asked for this often at most: each time all rows that are shown are counted. */
const INTERVAL_MS = 1000;

/**
 * Keeps the statistics of what the log shows in `logStore`.
 * @returns stops
 */
export function watchLogStatistics(connection: Pick<Connection, 'call'>, quiet: Quiet): () => void {
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    const { logView: view } = viewStore.getState();
    try {
      const { filter, text } = view;
      const statistics = await connection.call('log.statistics', { filter, text });
      if (view !== viewStore.getState().logView) askSoon([null]);
      else logStore.setState({ statistics });
      if (statistics.unread > 0) askSoon([null]);
    } catch (thrown) {
      // A lost connection is told of already, and the log is read anew after it.
      if (toSeeklabError(thrown).code !== 'connection_lost') tellError(thrown);
    } finally {
      isAsking = false;
    }
  };
  const askSoon = coalesce(() => quiet(() => void ask()), INTERVAL_MS);
  // What was read may differ in anything that is counted, a picture's time among it.
  return logStore.subscribe((state, before) => {
    if (state.rows !== before.rows || state.fitting !== before.fitting) askSoon([null]);
  });
}
