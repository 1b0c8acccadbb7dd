import { toSeeklabError } from '../../contract/errors.ts';
import type { RpcEvent } from '../../contract/rpc.ts';
import type { ComparedRows } from './compared-rows.ts';
import type { Connection } from './connection.ts';
import { loadFaults } from './fault-client.ts';
import type { LogView } from './log-view.ts';
import { tellError } from './notices.ts';
import { loadSession } from './session-client.ts';
import { workbenchStore } from './stores.ts';
import { loadSweeps, takeSweeps } from './sweep-client.ts';
import { loadTargets } from './target-client.ts';

/** Each answer is taken as it comes, or it would undo what events have told since. */
async function load(connection: Connection): Promise<void> {
  await Promise.all([
    connection.call('library.list', {}).then((library) => workbenchStore.setState({ library })),
    loadTargets(connection),
    loadFaults(connection),
    loadSession(connection),
    loadSweeps(connection),
    connection.call('settings.get', {}).then((settings) => workbenchStore.setState({ settings })),
  ]);
  // Last: whoever waits for it finds the rest there too.
  workbenchStore.setState({ system: await connection.call('system.status', {}) });
}

/** Reads anew what the workbench tells of by events. */
export function loadState(connection: Connection): void {
  load(connection).catch((thrown: unknown) => {
    // The banner already says that the connection is lost.
    if (toSeeklabError(thrown).code !== 'connection_lost') tellError(thrown);
  });
}

interface Receivers {
  log: LogView;
  compared: ComparedRows;
  connection: Connection;
}

/** Puts one event of the workbench into the stores. */
export function takeNews(event: RpcEvent, { log, compared, connection }: Receivers): void {
  switch (event.event) {
    case 'log':
      log.onChange(event.data);
      compared.onChange(event.data);
      break;
    case 'library':
      workbenchStore.setState({ library: event.data });
      break;
    case 'targets':
      workbenchStore.setState({ targets: event.data });
      break;
    case 'system':
      workbenchStore.setState({ system: event.data });
      break;
    case 'faults':
      workbenchStore.setState({ faults: event.data });
      break;
    case 'settings':
      workbenchStore.setState({ settings: event.data });
      break;
    case 'session':
      workbenchStore.setState({ session: event.data });
      break;
    case 'sweeps':
      takeSweeps(event.data);
      break;
    case 'left-out':
      loadState(connection);
      break;
    case 'reload':
      window.location.reload();
      break;
  }
}
