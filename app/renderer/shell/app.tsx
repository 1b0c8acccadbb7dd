import { CSPProvider } from '@base-ui/react/csp-provider';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { keysInUse } from '../../contract/command-keys.ts';
import { CommandKeys } from '../design/command-keys.ts';
import { cx } from '../design/cx.ts';
import { HintProvider } from '../design/hint.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { SkippedDialog } from '../library/skipped-dialog.tsx';
import { viewStore, workbenchStore } from '../model/stores.ts';
import { Palette } from '../palette/palette.tsx';
import { ReplayDialog } from '../replay/replay-dialog.tsx';
import { NoteDialog } from '../seek-log/note-dialog.tsx';
import css from './app.module.css';
import { ConnectionBanner } from './connection-banner.tsx';
import { DropZone } from './drop-zone.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Layout } from './layout.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { useKeys } from './use-keys.ts';

/** The whole window. */
export function App() {
  const { commands } = useWorkbench();
  const own = useStore(workbenchStore, ({ settings }) => settings.keys);
  const keys = useMemo(() => keysInUse(own), [own]);
  useKeys(commands, keys);
  const isLost = useStore(workbenchStore, ({ connection }) => connection.phase === 'lost');
  const isPictureLarge = useStore(viewStore, (state) => state.isPictureLarge);
  return (
    // The console's CSP allows no inline <style>.
    <CSPProvider disableStyleElements>
      <CommandKeys value={keys}>
        <HintProvider delay={500}>
          <DropZone>
            <div className={cx(css.app, isPictureLarge && css.behind)}>
              {isLost && <ConnectionBanner />}
              <main className={css.main}>
                <VisuallyHidden as="h1">Seeklab</VisuallyHidden>
                <Layout />
              </main>
              <StatusBar />
            </div>
          </DropZone>
          <NoticeBar />
          <KeysDialog />
          <NoteDialog />
          <ReplayDialog />
          <Palette />
          <SettingsDialog />
          <SkippedDialog />
        </HintProvider>
      </CommandKeys>
    </CSPProvider>
  );
}
