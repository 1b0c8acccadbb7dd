import type { SessionView } from '../../contract/session.ts';
import type { Connection } from './connection.ts';
import { parseDeepLink } from './deep-link.ts';
import { playbackStore, viewStore, type WorkbenchState, workbenchStore } from './stores.ts';

/** So long after a change the view is kept, ms: with what else changes meanwhile. */
const KEEP_AFTER_MS = 700;

/** Where somebody is in the window, kept with the session and found again after a restart. */
export interface KeptView {
  /** Comes back to where the window was when the program ended, unless an address says where to go. */
  restore(): Promise<void>;
  /** Tells the workbench from now on where the window is. */
  follow(): void;
  close(): void;
}

export function createKeptView(connection: Pick<Connection, 'call'>): KeptView {
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const { logView, rowNumber } = viewStore.getState();
    const view = { hash: window.location.hash, ...logView, rowNumber };
    if (JSON.stringify(view) === told) return;
    told = JSON.stringify(view);
    // Where nothing is saved nothing is kept; that is told elsewhere.
    connection.call('session.keep-view', view).catch(() => undefined);
  };
  const tellSoon = () => {
    timer ??= setTimeout(tell, KEEP_AFTER_MS);
  };
  const unsubscribe: (() => void)[] = [];
  return {
    async restore() {
      if (window.location.hash !== '') return;
      const view = await connection.call('session.take-view', {}).catch(() => null);
      if (view === null) return;
      const { filter, text, sort, rowNumber } = view;
      viewStore.setState({ logView: { filter, text, sort }, rowNumber });
      const hash = hashToFollow(view, workbenchStore.getState());
      if (hash !== null) history.replaceState(null, '', hash);
    },
    follow() {
      unsubscribe.push(viewStore.subscribe(tellSoon), playbackStore.subscribe(tellSoon));
    },
    close() {
      clearTimeout(timer);
      for (const stop of unsubscribe.splice(0)) stop();
    },
  };
}

/** Null when its video is not there any more. */
export function hashToFollow(
  { hash }: Pick<SessionView, 'hash'>,
  { library, system }: Pick<WorkbenchState, 'library' | 'system'>,
): string | null {
  const name = parseDeepLink(hash)?.video;
  const entry = library?.find((each) => each.name === name);
  if (!entry) return null;
  // Whoever starts with an application of their own sees nothing of the samples.
  if (entry.origin === 'sample' && system?.application.isEmbedded !== true) return null;
  return hash;
}
