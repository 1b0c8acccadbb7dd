import './zod-without-compiling.ts';
import './design/tokens.css';
import './design/base.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { CodedError } from '../contract/errors.ts';
import { WorkbenchContext } from './hooks/workbench-context.ts';
import { createCommands, type FocusTarget } from './model/commands.ts';
import { watchFullScreen } from './model/full-screen.ts';
import { syncLink } from './model/link-sync.ts';
import { tellError } from './model/notices.ts';
import { viewStore, workbenchStore } from './model/stores.ts';
import { createWorkbenchClient } from './model/workbench-client.ts';
import { App } from './shell/app.tsx';
import { applyTheme } from './shell/theme.ts';

const client = createWorkbenchClient(() => {
  const address = new URL('rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(address);
});

function focus(target: FocusTarget): void {
  if (target === 'library-filter') {
    // The field is to be there before the next key is pressed.
    flushSync(() => viewStore.setState({ isLibraryOpen: true }));
  }
  if (target === 'log-filter')
    flushSync(() => viewStore.setState({ narrowPane: 'log', isSweepsOpen: false }));
  const input = document.getElementById(target);
  if (!(input instanceof HTMLInputElement)) return;
  input.focus();
  input.select();
}

watchFullScreen();
workbenchStore.subscribe(({ settings }) => applyTheme(settings.theme));

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <WorkbenchContext value={{ client, commands: createCommands(client, focus) }}>
    <App />
  </WorkbenchContext>,
);

window.desktop?.onTrouble((error) => tellError(new CodedError(error)));

// A link can only be followed once the workbench answers.
const stop = workbenchStore.subscribe(({ system }) => {
  if (system === null) return;
  stop();
  void client.view.restore().then(() => {
    syncLink(client);
    client.view.follow();
    window.desktop?.onFiles((paths) => void client.addPaths(paths));
  });
});
